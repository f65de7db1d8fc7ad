// What the reader thinks of the findings: right, not so, or missed. They can be downloaded as labels for `scorer eval`.

import { byId, button, h } from "./dom.js";
import { kindName, short } from "./words.js";

/** Verdicts of one article: places in `report.flags` rejected or agreed with, and findings that the reader added. */
export const noVerdicts = () => ({ rejected: new Set(), agreed: new Set(), added: [] });

export const packed = (verdicts) => ({ rejected: [...verdicts.rejected], agreed: [...verdicts.agreed], added: verdicts.added });
export const unpacked = (stored) => ({ rejected: new Set(stored?.rejected), agreed: new Set(stored?.agreed), added: stored?.added ?? [] });

/** One line of JSON: the article with every verdict, in code points of `report.text`. */
export function labels(report, verdicts) {
  const of = (flag, verdict) => ({ flag: flag.id, verdict, start: flag.start, end: flag.end, quote: flag.quote, message: flag.message, severity: flag.severity });
  const rows = [
    ...report.flags.flatMap((flag, i) => (verdicts.rejected.has(i) ? [of(flag, "wrong")] : verdicts.agreed.has(i) ? [of(flag, "right")] : [of(flag, "open")])),
    ...verdicts.added.map((one) => ({ flag: one.id, verdict: "missed", start: one.start, end: one.end, quote: one.quote, message: null, severity: null })),
  ];
  const { id, title, byline, published, url, text, model } = report;
  return `${JSON.stringify({ id, text, title, author: byline, published, url, model, verdicts: rows })}\n`;
}

/** The list of verdicts, each of which can be taken back. */
export function verdictItems(report, verdicts, { change, point }) {
  const item = (what, words, quote, undo, go) =>
    h("li", { class: "verdict" }, h("p", { class: "kind" }, what), h("p", { class: "message" }, words), quote ? button(`“${short(quote, 80)}”`, go, { class: "quiet place" }) : null, h("p", { class: "acts" }, button("Undo", undo, { class: "quiet" })));
  const undo = (set, index) => () => {
    set.delete(index);
    change();
  };
  return [
    ...[...verdicts.rejected].map((i) => item("Not so", report.flags[i].message, report.flags[i].quote, undo(verdicts.rejected, i), () => point(i))),
    ...[...verdicts.agreed].map((i) => item("Right", report.flags[i].message, report.flags[i].quote, undo(verdicts.agreed, i), () => point(i))),
    ...verdicts.added.map((one, n) =>
      item("Added by you", kindName(one.id), one.quote, () => {
        verdicts.added.splice(n, 1);
        change();
      }, () => {}),
    ),
  ];
}

/** Code points before a place of the article. */
function pointsBefore(article, node, offset) {
  const range = document.createRange();
  range.setStart(article, 0);
  range.setEnd(node, offset);
  return Array.from(range.toString()).length;
}

/** Offers to add a finding where the reader selects a passage of the article. `add({id, start, end, quote})`. */
export function watchSelection(kinds, add) {
  const article = byId("article");
  const bar = byId("adding");
  let waiting = 0;
  document.addEventListener("selectionchange", () => {
    clearTimeout(waiting);
    waiting = setTimeout(offer, 150);
  });
  function offer() {
    const selection = document.getSelection();
    const inside = selection.rangeCount && !selection.isCollapsed && article.contains(selection.anchorNode) && article.contains(selection.focusNode);
    if (!inside) {
      if (!bar.contains(document.activeElement)) bar.hidden = true;
      return;
    }
    const range = selection.getRangeAt(0);
    const start = pointsBefore(article, range.startContainer, range.startOffset);
    const quote = range.toString();
    const found = { start, end: start + Array.from(quote).length, quote };
    const choice = h("select", { "aria-label": "Kind of finding" }, ...[...kinds().keys()].map((id) => h("option", { value: id }, kindName(id))));
    bar.replaceChildren(
      `Missed here: “${short(quote.replace(/\s+/g, " "), 40)}” `,
      choice,
      button("Add", () => {
        bar.hidden = true;
        add({ id: choice.value, ...found });
      }),
    );
    bar.hidden = false;
  }
}
