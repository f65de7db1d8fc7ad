// The article with its marks, and the card that tells what a mark means.

import { byId, h } from "./dom.js";
import { linesOfPieces } from "./segments.js";
import { cost, titled } from "./words.js";

/**
 * Draws `text` into `place`. `flags` and `mentions` are ranges in code points; a mark carries the numbers of
 * its flags in data-flags, a source's mention its number in data-source.
 */
export function drawArticle(place, text, flags, mentions) {
  const seen = new Set();
  const lines = linesOfPieces(text, [...flags, ...mentions]);
  place.replaceChildren(
    ...lines.map((pieces) => {
      const blank = pieces.every((piece) => !piece.text.trim());
      return h("p", { class: blank ? "line blank" : "line" }, ...pieces.map((piece) => drawPiece(piece, seen)));
    }),
  );
}

function drawPiece({ text, ranges }, seen) {
  const flags = ranges.filter((range) => range.flag);
  const source = ranges.find((range) => range.source !== undefined)?.source;
  if (!flags.length) return source === undefined ? text : h("span", { "data-source": source }, text);
  const numbers = flags.map((range) => range.number);
  const opens = numbers.some((number) => !seen.has(number));
  for (const number of numbers) seen.add(number);
  const mark = h(
    "mark",
    {
      "data-flags": numbers.join(" "),
      "data-source": source,
      // Every flag can be reached by keyboard once, at the piece where it opens.
      ...(opens ? { tabindex: 0, role: "button", "aria-describedby": "card" } : {}),
    },
    text,
  );
  dress(mark, flags.map((range) => range.flag));
  return mark;
}

/** Colours of the (at most two) first signals, and the weight of the gravest. */
export function dress(mark, flags) {
  const signals = [...new Set(flags.map((flag) => flag.signal))];
  const grave = ["high", "medium", "low"].find((severity) => flags.some((flag) => flag.severity === severity));
  mark.className = `${grave} ${signals.length > 1 ? "two" : "one"}`;
  mark.style.setProperty("--c", colour(signals[0]));
  if (signals.length > 1) mark.style.setProperty("--c2", colour(signals[1]));
}

const KNOWN = ["junk", "hedging", "attribution", "loaded_language", "headline", "provenance", "readability", "reporting"];
export const colour = (signal) => (KNOWN.includes(signal) ? `var(--${signal})` : "var(--other)");

/** Marks whose every flag is switched off look like text; the others wear what is still on. */
export function redress(place, flags, isOn) {
  for (const mark of place.querySelectorAll("mark")) {
    const on = numbersOf(mark).map((number) => flags[number]).filter((flag) => isOn(flag.signal));
    if (on.length) dress(mark, on);
    else mark.className = "off";
    if (mark.hasAttribute("role")) mark.tabIndex = on.length ? 0 : -1;
  }
}

export const numbersOf = (mark) => mark.dataset.flags.split(" ").map(Number);

/** How often this kind of flag was right where that could be checked. */
function measuredIn(kind) {
  const precision = kind.measured?.precision;
  if (precision === null || precision === undefined) return null;
  return h("span", { class: "measured" }, `Right in ${Math.round(100 * precision)} of 100 flags checked.`);
}

/** Shows beside `anchor` what its flags say, why, and what they cost. */
export function showCard(anchor, flags, kinds, scores) {
  const card = byId("card");
  card.replaceChildren(
    ...flags.map((flag) => {
      const kind = kinds.get(flag.id);
      const costs = cost(flag, scores);
      const item = h(
        "div",
        { class: "what" },
        h("p", { class: "kind" }, h("span", { class: "dot", "aria-hidden": "true" }), `${titled(flag.signal)} · ${flag.severity}`),
        h("p", { class: "message" }, flag.message),
        kind ? h("p", { class: "why" }, kind.why, " ", h("cite", {}, kind.source), measuredIn(kind)) : null,
        scores ? h("p", { class: "cost" }, costs.length ? `${costs.join("; ")}.` : "Does not move the scores.") : null,
      );
      item.style.setProperty("--c", colour(flag.signal));
      return item;
    }),
  );
  card.hidden = false;
  if (window.matchMedia("(max-width: 760px)").matches) {
    card.style.removeProperty("left");
    card.style.removeProperty("top");
    return;
  }
  const [first] = anchor.getClientRects();
  const box = card.getBoundingClientRect();
  const left = Math.min(Math.max(8, first.left), document.documentElement.clientWidth - box.width - 8);
  const rects = anchor.getClientRects();
  const below = rects[rects.length - 1].bottom + 6;
  const top = below + box.height < window.innerHeight ? below : Math.max(8, first.top - box.height - 6);
  card.style.left = `${left}px`;
  card.style.top = `${top}px`;
}

export function hideCard() {
  byId("card").hidden = true;
}
