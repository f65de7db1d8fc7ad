// The findings beside the text: those that move a score, those worth a look, and the switch of each signal.

import { colour, precisionOf } from "./article.js";
import { button, h } from "./dom.js";
import { NO_COST, cost, kindName, many, short, titled } from "./words.js";

/** Findings and places of a finding that are listed before the reader asks for more. */
const FIRST = 12;
const PLACES = 3;

/**
 * Two lists of items. `off(index)`: the flag is switched off or rejected; `point(index)` goes to a flag's place;
 * `actions(finding)` gives the buttons of a finding.
 */
export function findingLists(findings, report, { kinds, off, point, actions }) {
  const shown = findings.filter((finding) => finding.flags.some((index) => !off(index)));
  const item = (finding) => findingItem(finding, report, { kinds, off, point, actions });
  return { moving: cut(shown.filter((finding) => finding.moves), item), looking: cut(shown.filter((finding) => !finding.moves), item) };
}

/** The first items, and a button for the rest. */
function cut(all, item) {
  const items = all.slice(0, FIRST).map(item);
  if (all.length > FIRST) {
    const more = h("li", { class: "more" }, button(`Show all ${all.length}`, () => more.replaceWith(...all.slice(FIRST).map(item)), { class: "quiet" }));
    items.push(more);
  }
  return items;
}

/** A kind said in so many characters is said in full; a longer one by its name. */
const LONGEST_KIND = 60;

/** What is said of a finding: its flags' own message where they share one. */
function messageOf(finding, flags, kind) {
  const [{ message }] = flags;
  if (flags.length === 1) return message;
  if (flags.every((flag) => flag.message === message)) return `${message.replace(/\.$/, "")}: appears ${flags.length === 2 ? "twice" : many(flags.length, "time", "times")}`;
  const shows = kind && kind.shows.length <= LONGEST_KIND ? kind.shows : finding.id.split(".")[1];
  return `${titled(shows)}: ${many(flags.length, "place", "places")}`;
}

function findingItem(finding, report, { kinds, off, point, actions }) {
  const left = finding.flags.filter((index) => !off(index));
  const flags = left.map((index) => report.flags[index]);
  const kind = kinds.get(finding.id);
  const message = messageOf(finding, flags, kind);
  const costs = cost(finding, report);
  const places = h("ul", { class: "places" });
  const drawPlaces = (count) => {
    const placed = left.filter((index) => report.flags[index].quote !== null);
    const items = placed.slice(0, count).map((index) => h("li", {}, placeButton(report.flags[index], index, point)));
    if (placed.length > count) items.push(h("li", {}, button(`${placed.length - count} more`, () => drawPlaces(placed.length), { class: "quiet" })));
    places.replaceChildren(...items);
  };
  drawPlaces(PLACES);
  const item = h(
    "li",
    { class: `flag ${finding.severity}`, "data-number": finding.number, "data-id": finding.id, "data-flags": left.join(" ") },
    h("p", { class: "kind" }, h("span", { class: "badge", "aria-hidden": "true" }, String(finding.number)), h("span", { class: "unseen" }, `Finding ${finding.number}: `), `${kindName(finding.id)} · ${finding.severity}`),
    h("p", { class: "message" }, message),
    places.children.length ? places : null,
    h("details", { class: "because" }, h("summary", {}, "Why"), h("p", { class: "why" }, kind?.why ?? "", " ", h("cite", {}, kind?.source ?? "")), precisionOf(kind) ? h("p", { class: "measured" }, precisionOf(kind)) : null),
    report.scores ? h("p", { class: "cost" }, costs.length ? costs.join("; ") : NO_COST) : null,
    h("p", { class: "acts" }, ...actions(finding)),
  );
  item.style.setProperty("--c", colour(finding.signal));
  return item;
}

const placeButton = (flag, index, point) =>
  button(`“${short(flag.quote.replace(/\s+/g, " ").trim(), 90)}”`, () => point(index), { class: "quiet place", "data-index": index });

/** A checkbox for every signal that raised a flag; `change()` is called after one was switched. */
export function switches(flags, off, change) {
  const counts = new Map();
  for (const flag of flags) counts.set(flag.signal, (counts.get(flag.signal) ?? 0) + 1);
  return [...counts].map(([signal, count]) => {
    const box = h("input", { type: "checkbox", name: "signal", value: signal, checked: !off.has(signal) });
    box.addEventListener("change", () => {
      if (box.checked) off.delete(signal);
      else off.add(signal);
      change();
    });
    const label = h("label", {}, box, ` ${titled(signal)} `, h("span", { class: "count" }, String(count)));
    label.style.setProperty("--c", colour(signal));
    return label;
  });
}

/** What was looked for and not found, in one folded line. */
export function notFoundLine(bySignal) {
  const count = bySignal.reduce((sum, [, kinds]) => sum + kinds.length, 0);
  return [
    h("summary", {}, `Looked for and not found: ${many(count, "kind", "kinds")} of finding`),
    h("ul", {}, ...bySignal.map(([signal, kinds]) => h("li", {}, h("strong", {}, titled(signal)), `: ${kinds.map((kind) => kind.shows).join("; ")}`))),
  ];
}
