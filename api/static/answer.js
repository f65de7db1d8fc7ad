// The answer first: one sentence, where the article stands, its six groups, and the findings that matter most.

import { colour } from "./article.js";
import { button, h, s } from "./dom.js";
import { findingsOf } from "./findings.js";
import { BANDS, GROUP_MEANING, STANDINGS, cost, kindName, many, ofHundred, points, short, titled } from "./words.js";

const MOST = 3;

/** Plain words where the report has no summary of its own. */
export function sentenceOf(report) {
  if (report.summary) return report.summary;
  const { reliability, quality } = report.scores;
  const band = BANDS[reliability.band];
  const first = `Reliability ${ofHundred(reliability.value)} of 100${band ? `, ${band}` : ""}`;
  return `${first}; text quality ${ofHundred(quality.value)} of 100.`;
}

/**
 * The scale. With a place among the reference articles it runs over those, the middle half shaded; without one it
 * runs over the score itself.
 */
export function scale(score, before) {
  const ranked = score.percentile !== null && score.percentile !== undefined;
  const value = ofHundred(score.value);
  const between = `90% interval: ${ofHundred(score.low)} to ${ofHundred(score.high)}`;
  const band = BANDS[score.band] ?? null;
  const at = ranked ? score.percentile : score.value;
  const where = ranked ? `${Math.round(score.percentile)} of 100 reference articles score lower` : null;
  const said = [`Reliability ${value} of 100`, band, where, between].filter(Boolean).join("; ");
  const x = (place) => `${Math.min(99, Math.max(1, place))}%`;
  return h(
    "div",
    { class: "scale", "data-ranked": ranked },
    h("p", { class: "value" }, h("strong", {}, value), h("span", {}, " of 100"), before ? change(score.value - before.value) : null, h("span", { class: "band" }, band ?? "")),
    s(
      "svg",
      { role: "img", "aria-label": said, width: "100%", height: 26 },
      s("rect", { class: "track", x: 0, y: 9, width: "100%", height: 8, rx: 4 }),
      ranked ? s("rect", { class: "middle", x: "25%", y: 6, width: "50%", height: 14, rx: 3 }) : s("rect", { class: "between", x: x(score.low), y: 9, width: x(score.high - score.low), height: 8, rx: 4 }),
      s("circle", { class: "point", cx: x(at), cy: 13, r: 7 }),
    ),
    h(
      "p",
      { class: "ends", "aria-hidden": "true" },
      ...(ranked ? [h("span", {}, "lowest"), h("span", {}, "middle half of articles"), h("span", {}, "highest")] : [h("span", {}, "0"), h("span", {}, "50"), h("span", {}, "100")]),
    ),
    h("p", { class: "note" }, [where, between].filter(Boolean).join(" · ")),
  );
}

/** A difference in points, with its direction in words for who does not see colours. */
export function change(by) {
  const shown = points(by);
  if (shown === "0") return null;
  return h("span", { class: `delta ${by < 0 ? "down" : "up"}` }, `${shown} by your changes`);
}

/** The groups as bars about zero, each with its worst place; `point(place)` goes there. */
export function groupBars(groups, { before, number, point }) {
  const most = Math.max(0.5, ...groups.map((group) => Math.abs(group.log_odds)));
  const old = new Map((before ?? []).map((group) => [group.group, group]));
  return groups.map((group) => {
    const width = (46 * Math.abs(group.log_odds)) / most;
    const shown = points(group.points);
    const was = old.get(group.group);
    const moved = was ? group.points - was.points : 0;
    return h(
      "li",
      { class: `group ${group.standing}`, "data-group": group.group, "data-value": String(group.log_odds) },
      h("span", { class: "practice" }, h("strong", {}, titled(group.group)), h("small", {}, GROUP_MEANING[group.group] ?? "")),
      s(
        "svg",
        { "aria-hidden": "true", width: "100%", height: 14 },
        s("rect", { class: "grid middle", x: "50%", y: 0, width: 1, height: 14 }),
        s("rect", { class: group.log_odds < 0 ? "lowers" : "raises", x: `${group.log_odds < 0 ? 50 - width : 50}%`, y: 2, width: `${Math.max(0.5, width)}%`, height: 10, rx: 2 }),
      ),
      h("span", { class: "standing" }, STANDINGS[group.standing] ?? "", h("span", { class: "number" }, STANDINGS[group.standing] ? ` (${shown})` : `${shown} points`), Math.abs(moved) >= 0.05 ? change(moved) : null),
      group.worst
        ? h(
            "span",
            { class: "worst" },
            group.log_odds > 0 ? h("span", { class: "but" }, "but see") : "",
            group.worst.flag === null ? "" : h("span", { class: "badge", "aria-hidden": "true" }, String(number(group.worst.flag))),
            button(`“${short((group.worst.quote ?? "").replace(/\s+/g, " ").trim(), 60)}”`, () => point(group.worst), { class: "quiet", "aria-label": `Worst place for ${group.group}: ${short(group.worst.quote ?? "", 60)}` }),
          )
        : h("span", { class: "worst none" }, group.log_odds < -0.05 ? "not tied to one place" : ""),
    );
  });
}

/** The findings that matter most: the gravest kinds, with what they cost and a quote. */
export function topFindings(report, { off, point }) {
  const findings = findingsOf(report).filter((finding) => finding.flags.some((index) => !off(index)));
  if (!findings.length) return [h("li", { class: "none" }, "No findings.")];
  return findings.slice(0, MOST).map((finding) => {
    const left = finding.flags.filter((index) => !off(index));
    const flag = report.flags[left[0]];
    const times = left.length > 1 ? ` (${many(left.length, "place", "places")})` : "";
    const costs = cost(finding, report);
    const item = h(
      "li",
      { class: `top ${finding.severity}`, "data-number": finding.number },
      h("span", { class: "badge", "aria-hidden": "true" }, String(finding.number)),
      h(
        "div",
        {},
        h("p", { class: "message" }, flag.message, times),
        flag.quote ? button(`“${short(flag.quote.replace(/\s+/g, " ").trim(), 110)}”`, () => point(left[0]), { class: "quiet quote" }) : null,
        h("p", { class: "cost" }, [`${kindName(finding.id)}, ${finding.severity}`, ...costs].join(" · ")),
      ),
    );
    item.style.setProperty("--c", colour(finding.signal));
    return item;
  });
}

const QUALITY = [[90, "a clean, whole text"], [50, "some damage or padding"], [0, "a damaged or padded text"]];

/** The quality score in one line. */
export function qualityLine(score, before) {
  const words = QUALITY.find(([from]) => score.value >= from)[1];
  return [
    h("strong", {}, `Text quality ${ofHundred(score.value)} of 100`),
    `: ${words} `,
    h("span", { class: "note" }, `(90% interval: ${ofHundred(score.low)} to ${ofHundred(score.high)})`),
    before ? change(score.value - before.value) : null,
  ].filter(Boolean);
}

/** What a change of the text did, in one line beside the text: both scores, and the groups that moved. */
export function liveLine(report, before) {
  if (!report.scores || !before.scores) return ["The changed text has no score."];
  const scores = ["reliability", "quality"].map((name) => {
    const by = points(report.scores[name].value - before.scores[name].value);
    return `${titled(name)} ${ofHundred(report.scores[name].value)}${by === "0" ? "" : ` (${by})`}`;
  });
  const was = new Map((before.groups?.reliability ?? []).map((group) => [group.group, group.points]));
  const moved = (report.groups?.reliability ?? [])
    .map((group) => [group.group, group.points - (was.get(group.group) ?? group.points)])
    .filter(([, by]) => Math.abs(by) >= 0.5)
    .map(([group, by]) => `${group} ${points(by)}`);
  return [h("strong", {}, scores.join(" · ")), moved.length ? ` Moved: ${moved.join(", ")}.` : " No group moved by half a point."];
}
