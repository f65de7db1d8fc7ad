// A report on the page: the answer, the text with its marks, the lists beside it, and what the reader does with them.

import { groupBars, liveLine, qualityLine, scale, sentenceOf, topFindings } from "./answer.js";
import { drawArticle, hideCard, redress } from "./article.js";
import { byId, button, h } from "./dom.js";
import { SEVERITIES, findingsOf, groupsOf, notFound, without } from "./findings.js";
import { findingLists, notFoundLine, switches } from "./flags.js";
import { pointing } from "./pointing.js";
import { scoreCards } from "./scores.js";
import { sourcesOf, sourcesTable } from "./sources.js";
import { copy, findingText } from "./takeaway.js";
import { noVerdicts, verdictItems, watchSelection } from "./verdicts.js";
import { many } from "./words.js";

const shown = { report: null, before: null, kinds: new Map(), groupOf: () => null, reasons: {}, noVerdict: "", findings: [], numbers: new Map(), off: new Set(), verdicts: noVerdicts(), changed: () => {}, say: () => {} };

const grade = (severity) => SEVERITIES.indexOf(severity);
const isOff = (index) => {
  const flag = shown.report.flags[index];
  return shown.verdicts.rejected.has(index) || shown.off.has(flag.signal) || grade(flag.severity) > grade(byId("least").value);
};
byId("least").addEventListener("change", () => refresh());
const numberOf = (index) => shown.numbers.get(index);
const { point, showMentions } = pointing({ shown: () => ({ ...shown, numberOf }), isOff, actions: (index) => buttons([index]) });
watchSelection(() => shown.kinds, (found) => {
  shown.verdicts.added.push(found);
  refresh();
  shown.changed();
});

/** The report as the reader left it: without the findings rejected. */
export const current = () => without(shown.report, shown.verdicts.rejected, shown.groupOf);
export const verdicts = () => shown.verdicts;
/** The report as the service gave it. */
export const given = () => shown.report;

/**
 * Shows a report. `info` is what the service looks for; `verdicts` are those of this article so far; `before` is the
 * report to compare with, after a change of the text; `changed()` is called when a verdict was given.
 */
export function show(report, { info, verdicts: of, before = null, changed, say }) {
  const findings = findingsOf(report);
  Object.assign(shown, { report, before, ...info, findings, verdicts: of, changed, say });
  shown.numbers = new Map(findings.flatMap((finding) => finding.flags.map((index) => [index, finding.number])));
  hideCard();
  byId("ask").hidden = true;
  byId("result").hidden = false;
  byId("skip-findings").hidden = false;
  document.title = `${report.title || "Article"} · scorer`;
  byId("result-title").textContent = report.title || "The article";
  byId("about").textContent = aboutOf(report);
  byId("not-scored").hidden = report.status === "scored";
  byId("not-scored").replaceChildren(
    ...(report.status === "scored" ? [] : [h("h2", {}, "No score"), h("p", {}, `${info.reasons[report.status_reason] ?? ""} Findings are still marked below.`)]),
  );
  const text = report.text ?? "";
  const sources = sourcesOf(report, text);
  const ranges = report.flags.flatMap((flag, index) => (flag.start === null ? [] : [{ start: flag.start, end: flag.end, flag, index, number: numberOf(index) }]));
  const mentions = sources.flatMap((source, number) => source.mentions.map(([start, end]) => ({ start, end, source: number })));
  drawArticle(byId("article"), text, [...ranges, ...mentions]);
  byId("sources").replaceChildren(...sourcesTable(sources, showMentions));
  byId("switches").replaceChildren(h("legend", {}, "Show"), ...switches(report.flags, shown.off, refresh));
  byId("switches").hidden = byId("order").hidden = report.flags.length === 0;
  byId("not-found").replaceChildren(...notFoundLine(notFound(report, shown.kinds)));
  refresh();
}

function aboutOf(report) {
  const { words, sentences } = report.counts;
  const kind = report.kind?.code && report.kind.code !== "other" ? report.kind.code.replaceAll("_", " ") : null;
  const parts = [kind, report.byline && `by ${report.byline}`, report.published];
  return [...parts, many(words, "word", "words"), many(sentences, "sentence", "sentences")].filter(Boolean).join(" · ");
}

/** Everything that a switch or a verdict changes. */
function refresh() {
  hideCard();
  const { report, findings, kinds } = shown;
  redress(byId("article"), (index) => !isOff(index));
  const lists = findingLists(findings, report, { kinds, off: isOff, point, actions: (finding) => buttons(finding.flags.filter((index) => !isOff(index))) });
  const none = report.flags.length && findings.every((finding) => finding.flags.every(isOff)) ? "All switched off or rejected." : "No findings.";
  byId("moving").replaceChildren(...(lists.moving.length ? lists.moving : [h("li", { class: "none" }, none)]));
  byId("moving").parentElement.hidden = lists.moving.length === 0 && lists.looking.length > 0;
  byId("looking").replaceChildren(...lists.looking);
  byId("looking").parentElement.hidden = lists.looking.length === 0;
  byId("left-out").hidden = !report.flags_left_out;
  byId("left-out").textContent = report.flags_left_out ? `${report.flags_left_out.toLocaleString("en")} less severe places are left out: the text has too many.` : "";
  const mine = verdictItems(report, shown.verdicts, { change: verdictGiven, point });
  byId("verdicts").replaceChildren(...mine);
  byId("mine").hidden = mine.length === 0;
  drawAnswer();
}

/** The first screen, and the exact table under the text. */
function drawAnswer() {
  const { report, groupOf, verdicts: { rejected } } = shown;
  const scored = Boolean(report.scores);
  byId("live").replaceChildren(...(shown.before ? liveLine(report, shown.before) : ["Change the text: the scores follow."]));
  byId("answer").hidden = !scored;
  byId("exact").hidden = !scored;
  if (!scored) return;
  const now = current();
  const before = shown.before ?? (rejected.size ? report : null);
  byId("sentence").textContent = sentenceOf(report);
  byId("scale").replaceChildren(scale(now.scores.reliability, before?.scores?.reliability));
  const groups = groupsOf(now === report ? report : { ...now, flags: report.flags }, rejected, groupOf);
  const text = Array.from(report.text ?? "");
  for (const { worst } of groups) if (worst && worst.quote === null) worst.quote = text.slice(worst.start, worst.end).join("");
  byId("groups").replaceChildren(...groupBars(groups, { before: before?.groups?.reliability, number: numberOf, point: goTo }));
  byId("top").replaceChildren(...topFindings(report, { off: (index) => rejected.has(index), point }));
  byId("quality").replaceChildren(...qualityLine(now.scores.quality, before?.scores?.quality));
  byId("no-verdict").textContent = shown.noVerdict;
  byId("scores").replaceChildren(...scoreCards(now));
}

/** A group's worst place: the flag's mark, or, where no flag stands there, the passage itself. */
function goTo(place) {
  if (place.flag !== null) point(place.flag);
  else drawPassage(place);
}

function drawPassage({ start, end }) {
  const article = byId("article");
  const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  let at = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const length = Array.from(node.data).length;
    const utf16 = (points) => Array.from(node.data).slice(0, points).join("").length;
    if (at <= start && start < at + length) range.setStart(node, utf16(start - at));
    if (at < end && end <= at + length) {
      range.setEnd(node, utf16(end - at));
      break;
    }
    at += length;
  }
  const selection = document.getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
  range.startContainer.parentElement.scrollIntoView({ block: "center" });
}

// ---- verdicts ------------------------------------------------------------------------------------------

/** Copy, Right and Not so for flags that belong together. */
function buttons(indices) {
  const { report, kinds } = shown;
  const flags = indices.map((index) => report.flags[index]);
  const mark = (set, other) => () => {
    for (const index of indices) {
      other.delete(index);
      set.add(index);
    }
    verdictGiven();
  };
  const { agreed, rejected } = shown.verdicts;
  const right = indices.every((index) => agreed.has(index));
  const copyAll = async () => {
    const text = flags.map((flag) => findingText(flag, kinds.get(flag.id), report)).join("\n\n");
    if (await copy(text)) shown.say("Copied.");
  };
  return [
    button("Copy", copyAll, { class: "quiet" }),
    button(right ? "Right ✓" : "Right", mark(agreed, rejected), { class: "quiet", "aria-pressed": String(right) }),
    button("Not so", mark(rejected, agreed), { class: "quiet" }),
  ];
}

function verdictGiven() {
  refresh();
  shown.changed();
}
