// Between the list and the text: pointing at a place, the card beside a mark, and stepping by keyboard.

import { drawAll, hideCard, indicesOf, marksOf, mentionsOf, showCard } from "./article.js";
import { byId } from "./dom.js";

/**
 * Wires the marks of the article. `shown()` gives {report, kinds, numberOf}; `isOff(index)` says which flags are
 * neither marked nor told; `actions(index)` gives the buttons of the card.
 */
export function pointing({ shown, isOff, actions }) {
  const article = byId("article");
  /** The mark that the card speaks of. */
  let anchor = null;
  /** The flag that stepping stands at. */
  let at = -1;

  function light(elements) {
    for (const lit of article.querySelectorAll(".lit")) lit.classList.remove("lit");
    for (const element of elements) element.classList.add("lit");
  }

  function bringIntoView(element) {
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    element.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  }

  /** The card for the flags of a mark that are on. */
  function tell(mark) {
    const { report, kinds, numberOf } = shown();
    const found = indicesOf(mark).filter((index) => !isOff(index)).map((index) => ({ index, flag: report.flags[index], number: numberOf(index) }));
    if (!found.length) return;
    anchor = mark;
    showCard(mark, found, report, kinds, actions);
  }

  /** To a flag's place in the text. */
  function point(index) {
    const marks = marksOf(index);
    if (!marks.length) return;
    at = index;
    light(marks);
    bringIntoView(marks[0]);
    choose([index]);
    const number = marks.map((mark) => mark.querySelector(".no:not([hidden])")).find(Boolean);
    number?.focus({ preventScroll: true });
    tell(marks[0]);
  }

  /** To the mentions of a source. */
  function showMentions(source) {
    hideCard();
    const places = mentionsOf(source);
    light(places);
    if (places.length) bringIntoView(places[0]);
  }

  /** The items of these flags in the list, marked as chosen; no others are. */
  function choose(indices) {
    const side = byId("findings");
    for (const old of side.querySelectorAll(".chosen")) old.classList.remove("chosen");
    const items = indices.map((index) => side.querySelector(`[data-flags~="${index}"]`)).filter(Boolean);
    for (const item of items) item.classList.add("chosen");
    return items;
  }

  /** From a mark to its item in the list, without moving the page. */
  function select(mark) {
    stay();
    tell(mark);
    light([]);
    at = indicesOf(mark)[0];
    const [first] = choose(indicesOf(mark));
    const list = first?.closest(".lists");
    if (list && list.scrollHeight > list.clientHeight) list.scrollTop = first.offsetTop - 12;
  }

  /** To the next (1) or previous (-1) flag of the text. */
  function step(by) {
    const { report } = shown();
    const placed = report.flags.map((_, index) => index).filter((index) => report.flags[index].start !== null && !isOff(index));
    if (!placed.length) return;
    const here = placed.indexOf(at);
    point(placed[here < 0 ? (by > 0 ? 0 : placed.length - 1) : (here + by + placed.length) % placed.length]);
  }

  const markOf = (event) => event.target.closest?.("mark:not(.off)");
  let leaving = 0;
  const stay = () => clearTimeout(leaving);
  const leave = () => {
    stay();
    // Time enough to move the pointer into the card.
    leaving = setTimeout(() => {
      if (!article.contains(document.activeElement) && !byId("card").contains(document.activeElement)) hideCard();
    }, 250);
  };
  article.addEventListener("pointerover", (event) => {
    const mark = markOf(event);
    if (!mark || event.pointerType === "touch") return;
    stay();
    tell(mark);
  });
  article.addEventListener("pointerout", (event) => markOf(event) && leave());
  article.addEventListener("click", (event) => {
    const mark = markOf(event);
    if (mark && document.getSelection().isCollapsed) select(mark);
  });
  article.addEventListener("focusin", (event) => {
    const mark = markOf(event);
    if (mark) tell(mark);
  });
  article.addEventListener("focusout", (event) => {
    if (!byId("card").contains(event.relatedTarget)) leave();
  });
  byId("card").addEventListener("pointerenter", stay);
  byId("card").addEventListener("focusin", stay);
  byId("card").addEventListener("pointerleave", leave);
  byId("findings").addEventListener("pointerover", (event) => {
    const item = event.target.closest("[data-index], li.flag");
    const indices = item?.dataset.index ?? item?.dataset.flags ?? "";
    if (item) light(indices.split(" ").slice(0, 50).flatMap((index) => [...article.querySelectorAll(`mark[data-flags~="${index}"]`)]));
  });
  byId("findings").addEventListener("pointerleave", () => light([]));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hideCard();
    const typing = event.target.closest("input, textarea, select, dialog") || event.ctrlKey || event.metaKey || event.altKey;
    if (typing || byId("result").hidden || !byId("editing").hidden) return;
    if (event.key === "n") step(1);
    if (event.key === "p") step(-1);
  });
  window.addEventListener("scroll", () => {
    if (byId("card").hidden || byId("card").matches(":hover, :focus-within")) return;
    if (anchor?.matches(":hover, :focus-within")) tell(anchor);
    else hideCard();
  }, { passive: true });
  window.addEventListener("beforeprint", drawAll);

  return { point, showMentions };
}
