// The two scores: a scale with its interval, and the steps that add up to it.

import { h, s } from "./dom.js";
import { aboutHundred, ofHundred, plain, roundedToSum, signed, titled } from "./words.js";

const SHOWN = 8;
const MEANING = {
  reliability: "articles with these signals come from sources that expert raters judge reliable.",
  quality: "texts with these signals are a clean, whole article rather than a damaged or padded page.",
};
const TICKS = [2, 10, 30, 50, 70, 90, 98];

/** Both scores of a report, as cards. */
export function scoreCards(report) {
  return ["reliability", "quality"].map((name) =>
    scoreCard(name, report.scores[name], report.contributions[name]),
  );
}

function scoreCard(name, score, contribution) {
  const [value, low, high] = [score.value, score.low, score.high].map(ofHundred);
  const between = `90% interval: ${low} to ${high}`;
  return h(
    "section",
    { class: `score ${name}`, "aria-labelledby": `score-${name}` },
    h("h2", { id: `score-${name}` }, titled(name)),
    h(
      "p",
      { class: "value" },
      h("strong", {}, value),
      h("span", {}, " of 100"),
      h("span", { class: "interval" }, between),
    ),
    scale(score, `${titled(name)}: ${value} of 100, ${between}`),
    h("p", { class: "meaning" }, `${aboutHundred(score.value)} of 100 ${MEANING[name]}`),
    waterfall(name, score, contribution),
  );
}

function scale(score, label) {
  const x = (value) => `${value}%`;
  return h(
    "div",
    { class: "scale" },
    s(
      "svg",
      { role: "img", "aria-label": label, width: "100%", height: 26 },
      s("rect", { class: "track", x: 0, y: 9, width: "100%", height: 8, rx: 4 }),
      ...[25, 50, 75].map((at) => s("rect", { class: "notch", x: x(at), y: 9, width: 1, height: 8 })),
      s("rect", { class: "between", x: x(score.low), y: 9, width: x(Math.max(0.6, score.high - score.low)), height: 8, rx: 4 }),
      s("circle", { class: "point", cx: x(score.value), cy: 13, r: 7 }),
    ),
    h("div", { class: "ends", "aria-hidden": "true" }, h("span", {}, "0"), h("span", {}, "50"), h("span", {}, "100")),
  );
}

/** The steps from the starting point to the score: largest first, the small ones as one step. */
function waterfall(name, score, contribution) {
  const { features } = contribution;
  const moved = features.filter((feature) => Math.abs(feature.log_odds) >= 0.005).length;
  const table = h("table", { class: "steps" });
  const box = h("div", { class: "adds-up" }, h("h3", {}, "Why this score"), table);
  const most = Math.min(SHOWN, moved);
  const draw = (count) => table.replaceChildren(...rows(name, score, contribution, count));
  draw(most);
  if (features.length > most + 1) {
    const more = h("button", { type: "button", class: "quiet more-steps", "aria-expanded": "false" }, `Show all ${features.length}`);
    more.addEventListener("click", () => {
      const open = more.getAttribute("aria-expanded") !== "true";
      more.setAttribute("aria-expanded", String(open));
      more.textContent = open ? "Show the largest" : `Show all ${features.length}`;
      draw(open ? features.length : most);
    });
    box.append(more);
  }
  return box;
}

function rows(name, score, { base, features }, count) {
  const rest = features.slice(count);
  const steps = [
    { label: "Baseline", note: "an average article", value: base, kind: "base" },
    ...features.slice(0, count).map((feature) => ({
      label: titled(feature.meaning),
      note: usual(feature),
      value: feature.log_odds,
      feature: feature.feature,
      kind: "feature",
    })),
  ];
  if (rest.length) {
    const value = rest.reduce((sum, feature) => sum + feature.log_odds, 0);
    const word = rest.length === 1 ? "other feature" : "other features";
    steps.push({ label: `${rest.length} ${word}`, note: "", value, kind: "rest" });
  }
  const shown = roundedToSum(steps.map((step) => step.value));
  const total = shown.reduce((sum, value) => sum + value, 0);
  const axis = axisOf(steps);
  let at = 0;
  const body = steps.map((step, i) => {
    const from = at;
    at += step.value;
    return row(step, shown[i], bar(axis, from, at, step.kind));
  });
  return [
    h("caption", { class: "unseen" }, `The steps that add up to ${name}, in log-odds`),
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        h("th", { scope: "col" }, h("span", { class: "unseen" }, "Feature")),
        h("td", { class: "axis", "aria-hidden": "true" }, axisLabels(axis)),
        h("th", { scope: "col" }, h("span", { class: "unseen" }, "Log-odds")),
      ),
    ),
    h("tbody", {}, ...body),
    h(
      "tfoot",
      {},
      h(
        "tr",
        { class: "total", "data-value": String(score.log_odds) },
        h("th", { scope: "row" }, `Total: ${ofHundred(score.value)} of 100`),
        h("td", { class: "bar", "aria-hidden": "true" }, bar(axis, 0, score.log_odds, "total")),
        h("td", { class: "number" }, `= ${signed(total)}`),
      ),
    ),
  ];
}

function row(step, shown, drawing) {
  return h(
    "tr",
    { class: step.kind, "data-value": String(step.value), "data-feature": step.feature },
    h("th", { scope: "row" }, step.label, step.note ? h("small", {}, step.note) : null),
    h("td", { class: "bar", "aria-hidden": "true" }, drawing),
    h("td", { class: "number" }, signed(shown)),
  );
}

function usual(feature) {
  if (feature.signal === "reader") return "";
  const here = feature.value === null ? "not available" : `here ${plain(feature.value)}`;
  return `${here}, usually ${plain(feature.usual[0])} to ${plain(feature.usual[1])}`;
}

/** Where log-odds lie, in percent of the drawing's width, and the scores marked on it. */
function axisOf(steps) {
  let at = 0;
  const passed = [0, ...steps.map((step) => (at += step.value))];
  const low = Math.min(...passed) - 0.15;
  const high = Math.max(...passed) + 0.15;
  const x = (logOdds) => (100 * (logOdds - low)) / (high - low);
  const ticks = TICKS.map((tick) => ({ tick, x: x(Math.log(tick / (100 - tick))) })).filter((one) => one.x >= 0 && one.x <= 100);
  const clear = ticks.filter((one, i) => i === 0 || one.x - ticks[i - 1].x > 9 || one.tick === 50);
  return { x, ticks: clear };
}

function axisLabels(axis) {
  return s(
    "svg",
    { width: "100%", height: 16 },
    ...axis.ticks.map((one) => s("text", { x: `${one.x}%`, y: 12, "text-anchor": one.x < 6 ? "start" : one.x > 94 ? "end" : "middle" }, String(one.tick))),
  );
}

function bar(axis, from, to, kind) {
  const [left, right] = [Math.min(from, to), Math.max(from, to)].map(axis.x);
  const way = kind === "total" ? "whole" : kind === "base" ? "start" : to < from ? "lowers" : "raises";
  return s(
    "svg",
    { width: "100%", height: 22 },
    ...axis.ticks.map((one) => s("rect", { class: one.tick === 50 ? "grid middle" : "grid", x: `${one.x}%`, y: 0, width: 1, height: 22 })),
    s("rect", { class: way, x: `${left}%`, y: 5, width: `${Math.max(0.4, right - left)}%`, height: 12, rx: 2 }),
    kind === "total" ? null : s("rect", { class: "join", x: `${axis.x(to)}%`, y: 5, width: 1, height: 17 }),
  );
}

