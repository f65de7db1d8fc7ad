// The list of what was noticed, and the switch of each signal.

import { colour } from "./article.js";
import { h } from "./dom.js";
import { cost, short, titled } from "./words.js";

/** One item a flag, in the text's order or by what it costs; `point(number)` goes to a flag's place. */
export function flagItems(flags, { kinds, scores, order, isOn, point }) {
  const numbers = flags.map((_, number) => number).filter((number) => isOn(flags[number].signal));
  if (order === "cost") numbers.sort((a, b) => weight(flags[b]) - weight(flags[a]));
  if (!numbers.length) return [h("li", { class: "none" }, flags.length ? "All switched off." : "Nothing was noticed.")];
  return numbers.map((number) => flagItem(flags[number], number, { kinds, scores, point }));
}

/** What a flag takes from both scores together: the costliest first. */
const weight = (flag) => -(flag.log_odds.reliability + flag.log_odds.quality);

function flagItem(flag, number, { kinds, scores, point }) {
  const kind = kinds.get(flag.id);
  const costs = cost(flag, scores);
  const inside = [
    h("span", { class: "kind" }, h("span", { class: "dot", "aria-hidden": "true" }), `${titled(flag.signal)} · ${flag.severity}`),
    h("span", { class: "message" }, flag.message),
    flag.quote ? h("q", {}, short(flag.quote.replace(/\s+/g, " ").trim(), 90)) : null,
    flag.quote === null && kind ? h("span", { class: "why" }, kind.why) : null,
    costs.length ? h("span", { class: "cost" }, costs.join("; ")) : null,
  ];
  const item = h(
    "li",
    { class: `flag ${flag.severity}`, "data-number": number, "data-id": flag.id },
    flag.start === null
      ? h("div", { class: "absent" }, ...inside)
      : h("button", { type: "button", onclick: () => point(number) }, ...inside),
  );
  item.style.setProperty("--c", colour(flag.signal));
  return item;
}

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
    const label = h("label", {}, box, h("span", { class: "dot", "aria-hidden": "true" }), ` ${titled(signal)} `, h("span", { class: "count" }, String(count)));
    label.style.setProperty("--c", colour(signal));
    return label;
  });
}
