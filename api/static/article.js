// The article with its numbered marks, drawn piece by piece, and the card that says what a mark means.

import { byId, button, h } from "./dom.js";
import { SEVERITIES } from "./findings.js";
import { linesOfPieces, utf16Places } from "./segments.js";
import { NO_COST, cost, kindName, titled } from "./words.js";

/** Characters drawn at a time. Beyond the first part, marks are drawn when the reader comes near. */
const PART = 30_000;

const drawn = { place: null, parts: [], watcher: null };

/**
 * Draws `text` into `place`. `ranges` are {start, end} in code points, with {index, number, flag} for a flag or
 * {source} for the mention of a source. A mark carries its flags' places in data-flags, a mention data-source.
 */
export function drawArticle(place, text, ranges) {
  drawn.watcher?.disconnect();
  drawn.place = place;
  drawn.parts = partsOf(text, ranges);
  drawn.watcher = new IntersectionObserver(
    (entries) => entries.forEach((entry) => entry.isIntersecting && draw(drawn.parts[Number(entry.target.dataset.part)])),
    { rootMargin: "1200px" },
  );
  place.replaceChildren(...drawn.parts.map((part) => part.element));
  drawn.parts.forEach((part, i) => (i === 0 ? draw(part) : drawn.watcher.observe(part.element)));
}

/** Cut at line ends where there are any; each part has its ranges, counted from its own start. */
function partsOf(text, ranges) {
  const cuts = [0];
  while (text.length - cuts.at(-1) > 1.5 * PART) {
    const from = cuts.at(-1) + PART;
    const line = text.indexOf("\n", from);
    let cut = line >= 0 && line - from < PART ? line + 1 : from;
    if (/[\udc00-\udfff]/.test(text[cut])) cut += 1;
    cuts.push(cut);
  }
  const places = utf16Places(text);
  const points = places ? cuts.map((cut) => places.indexOf(cut)) : cuts;
  const parts = cuts.map((cut, i) => {
    const own = text.slice(cut, cuts[i + 1]);
    return { text: own, ranges: [], done: false, element: h("div", { class: "part pending", "data-part": i }, own) };
  });
  for (const range of ranges) {
    let i = points.findLastIndex((point) => point <= range.start);
    for (let opens = true; i < parts.length && points[i] < range.end; i += 1, opens = false) {
      const end = Math.min(range.end, points[i + 1] ?? Infinity) - points[i];
      parts[i].ranges.push({ ...range, start: Math.max(0, range.start - points[i]), end, opens });
    }
  }
  return parts;
}

function draw(part) {
  if (part.done) return;
  part.done = true;
  drawn.watcher.unobserve(part.element);
  const seen = new Set();
  part.element.classList.remove("pending");
  part.element.replaceChildren(
    ...linesOfPieces(part.text, part.ranges).map((pieces) => {
      const blank = pieces.every((piece) => !piece.text.trim());
      return h("p", { class: blank ? "line blank" : "line" }, ...pieces.map((piece) => drawPiece(piece, seen)));
    }),
  );
  redress(part.element, isOnNow);
}

/** Draws what is left, for paper and for whoever looks for a mark. */
export const drawAll = () => drawn.parts.forEach(draw);

/** The marks of a flag; the part that holds them is drawn first. */
export function marksOf(index) {
  drawn.parts.filter((part) => part.ranges.some((range) => range.index === index)).forEach(draw);
  return [...drawn.place.querySelectorAll(`mark[data-flags~="${index}"]`)];
}

/** The mentions of a source. */
export function mentionsOf(source) {
  drawn.parts.filter((part) => part.ranges.some((range) => range.source === source)).forEach(draw);
  return [...drawn.place.querySelectorAll(`[data-source="${source}"]`)];
}

const lengthOf = (flag) => flag.end - flag.start;
/** A mark of more code points than this is a passage, and drawn lighter. */
const PASSAGE = 300;

function drawPiece({ text, ranges }, seen) {
  // The narrowest first: what is said of a word shows inside what is said of a passage.
  const flags = ranges.filter((range) => range.flag).sort((a, b) => lengthOf(a.flag) - lengthOf(b.flag));
  const source = ranges.find((range) => range.source !== undefined)?.source;
  if (!flags.length) return source === undefined ? text : h("span", { "data-source": source }, text);
  const opening = flags.filter((range) => range.opens && !seen.has(range.index));
  for (const range of opening) seen.add(range.index);
  const mark = h("mark", { "data-flags": flags.map((range) => range.index).join(" "), "data-source": source }, text);
  mark.flags = flags.map((range) => range.flag);
  if (!opening.length) return mark;
  // Every flag can be reached by keyboard once, where it opens. The number is drawn by the style sheet: the text stays the text.
  const numbers = [...new Set(opening.map((range) => range.number))].sort((a, b) => a - b);
  const names = [...new Set(opening.map((range) => `${range.number}, ${kindName(range.flag.id)}`))].join("; ");
  const number = h("button", { type: "button", class: "no", "data-n": numbers.join(" "), "data-opens": opening.map((range) => range.index).join(" "), "aria-label": `Finding ${names}` });
  number.style.setProperty("--c", colour(opening[0].flag.signal));
  mark.prepend(number);
  return mark;
}

const KNOWN = ["junk", "hedging", "attribution", "loaded_language", "headline", "provenance", "readability", "reporting"];
/** Signals that share another's colour. */
const LIKE = { unsourced: "attribution", craft: "loaded_language", scrutiny: "reporting" };
export const colour = (signal) => (KNOWN.includes(LIKE[signal] ?? signal) ? `var(--${LIKE[signal] ?? signal})` : "var(--other)");

/** Colours of the (at most two) first signals, and the weight of the gravest. */
function dress(mark, flags) {
  const signals = [...new Set(flags.map((flag) => flag.signal))];
  const grave = SEVERITIES.find((severity) => flags.some((flag) => flag.severity === severity));
  const passage = flags.every((flag) => lengthOf(flag) > PASSAGE);
  mark.className = `${grave} ${signals.length > 1 ? "two" : "one"}${passage ? " passage" : ""}`;
  mark.style.setProperty("--c", colour(signals[0]));
  if (signals.length > 1) mark.style.setProperty("--c2", colour(signals[1]));
}

let isOnNow = () => true;

/** Marks whose every flag is off look like text; the others wear what is still on. `isOn(index)`. */
export function redress(place, isOn) {
  isOnNow = isOn;
  for (const mark of place.querySelectorAll("mark")) {
    const on = indicesOf(mark).map((index, i) => [index, mark.flags[i]]).filter(([index]) => isOn(index));
    if (on.length) dress(mark, on.map(([, flag]) => flag));
    else mark.className = "off";
    const number = mark.querySelector(".no");
    if (number) number.hidden = !number.dataset.opens.split(" ").some((index) => isOn(Number(index)));
  }
}

export const indicesOf = (mark) => mark.dataset.flags.split(" ").map(Number);

/** How often readers found this kind of flag right on real articles; null where nobody has read any. */
export function precisionOf(kind) {
  if (kind?.precision_text) return `${titled(kind.precision_text)}.`;
  const read = kind?.measured?.read;
  return read ? `Right in ${kind.measured.right} of ${read} read on real articles.` : null;
}

/** Shows beside `anchor` what its flags say, why, what they cost, and what can be done. `actions(index)`: buttons. */
export function showCard(anchor, found, report, kinds, actions) {
  const card = byId("card");
  card.replaceChildren(
    ...found.map(({ flag, index, number }) => {
      const kind = kinds.get(flag.id);
      const costs = cost(flag, report);
      const item = h(
        "div",
        { class: "what" },
        h("p", { class: "kind" }, h("span", { class: "badge", "aria-hidden": "true" }, String(number)), `${kindName(flag.id)} · ${flag.severity}`),
        h("p", { class: "message" }, flag.message),
        kind ? h("p", { class: "why" }, kind.why, " ", h("cite", {}, kind.source)) : null,
        precisionOf(kind) ? h("p", { class: "measured" }, precisionOf(kind)) : null,
        report.scores ? h("p", { class: "cost" }, costs.length ? `${costs.join("; ")}.` : `${NO_COST}.`) : null,
        h("p", { class: "acts" }, ...actions(index)),
      );
      item.style.setProperty("--c", colour(flag.signal));
      return item;
    }),
    button("Close", hideCard, { class: "quiet close" }),
  );
  card.hidden = false;
  if (window.matchMedia("(max-width: 760px)").matches) {
    card.style.removeProperty("left");
    card.style.removeProperty("top");
    return;
  }
  const rects = anchor.getClientRects();
  const box = card.getBoundingClientRect();
  const left = Math.min(Math.max(8, rects[0].left), document.documentElement.clientWidth - box.width - 8);
  const below = rects[rects.length - 1].bottom + 6;
  const top = below + box.height < window.innerHeight ? below : Math.max(8, rects[0].top - box.height - 6);
  card.style.left = `${left}px`;
  card.style.top = `${top}px`;
}

export function hideCard() {
  byId("card").hidden = true;
}
