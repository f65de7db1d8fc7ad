// The page: an article in, its report out.

import { drawArticle, hideCard, numbersOf, redress, showCard } from "./article.js";
import { readSignals, score, ServiceError } from "./client.js";
import { byId, h } from "./dom.js";
import { flagItems, switches } from "./flags.js";
import { clipboardHtml, readFile } from "./input.js";
import { scoreCards } from "./scores.js";
import { sourcesOf, sourcesTable } from "./sources.js";
import { many } from "./words.js";

const signals = readSignals();
signals.catch(() => {}); // told when the first article is read
/** What stands in the box beside its text, and what is shown now. */
const given = { html: null };
const shown = { report: null, text: "", flags: [], kinds: new Map(), off: new Set() };

// ---- in ------------------------------------------------------------------------------------------------

function setInput({ text, html = null }) {
  byId("text").value = text;
  given.html = html;
  const note = byId("paste-note");
  note.hidden = html === null;
  note.textContent = html === null ? "" : "Pasted from a web page: the article is picked out of the page. Changing the text here makes it plain text.";
}

byId("text").addEventListener("paste", (event) => {
  const box = event.target;
  const whole = box.value === "" || (box.selectionStart === 0 && box.selectionEnd === box.value.length);
  const text = event.clipboardData?.getData("text/plain") ?? "";
  const html = clipboardHtml(event.clipboardData);
  if (!whole || (!html && !text)) return;
  event.preventDefault();
  setInput({ text: text.replace(/\r\n?/g, "\n"), html });
  read();
});
byId("text").addEventListener("input", () => setInput({ text: byId("text").value }));
byId("text").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) read();
});
byId("form").addEventListener("submit", (event) => {
  event.preventDefault();
  read();
});
byId("file").addEventListener("change", (event) => openFile(event.target.files[0]));

const drop = byId("drop");
const carriesFile = (event) => event.dataTransfer?.types.includes("Files");
drop.addEventListener("dragover", (event) => {
  if (!carriesFile(event)) return;
  event.preventDefault();
  drop.classList.add("over");
});
drop.addEventListener("dragleave", () => drop.classList.remove("over"));
drop.addEventListener("drop", (event) => {
  drop.classList.remove("over");
  if (!carriesFile(event)) return;
  event.preventDefault();
  openFile(event.dataTransfer.files[0]);
});

async function openFile(file) {
  if (!file) return;
  setInput(await readFile(file));
  byId("file").value = "";
  read();
}

// ---- reading -------------------------------------------------------------------------------------------

function say(words, isError = false) {
  byId("status").textContent = words;
  byId("status").classList.toggle("error", isError);
}

/** Sends what was given: as a page when there is HTML, unless `asText`. */
async function read(asText = false) {
  const text = byId("text").value.toWellFormed();
  if (!text.trim() && !given.html) {
    say("Paste an article first.", true);
    byId("text").focus();
    return;
  }
  const fields = Object.fromEntries(
    ["title", "author", "published"].map((id) => [id, byId(id).value.trim().toWellFormed()]).filter(([, value]) => value),
  );
  const html = asText ? null : given.html?.toWellFormed();
  say("Reading…");
  byId("go").disabled = true;
  const begun = performance.now();
  try {
    const words = await signals;
    const [report, fromPage] = await scoreEither(html, text, fields);
    await show(report, words, fromPage);
    say(`Read in ${((performance.now() - begun) / 1000).toFixed(2)} seconds.`);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    if (error.status === 401) {
      byId("key-field").hidden = false;
      byId("key").focus();
    }
    say(error.message, true);
  } finally {
    byId("go").disabled = false;
  }
}

/** [report, whether it is the page's]: the page if an article can be found in it, else the text. */
async function scoreEither(html, text, fields) {
  const key = byId("key").value;
  if (html) {
    const report = await score({ html, ...fields }, key).catch((error) => {
      if (error instanceof ServiceError && [413, 422].includes(error.status) && text.trim()) return null;
      throw error;
    });
    if (report && (report.status === "scored" || !text.trim())) return [report, true];
  }
  return [await score({ text, ...fields }, key), false];
}

// ---- out -----------------------------------------------------------------------------------------------

async function show(report, { kinds, noVerdict, reasons }, fromPage) {
  const text = report.text ?? "";
  Object.assign(shown, { report, text, flags: report.flags, kinds });
  hideCard();
  byId("ask").hidden = true;
  byId("result").hidden = false;
  byId("result-title").textContent = report.title || "The article";
  byId("about").textContent = aboutOf(report);
  tellHowRead(fromPage);
  byId("no-verdict").textContent = noVerdict;
  byId("no-verdict").hidden = !report.scores;
  byId("scores").replaceChildren(...(report.scores ? scoreCards(report) : []));
  byId("not-scored").hidden = report.status === "scored";
  byId("not-scored").replaceChildren(
    ...(report.status === "scored" ? [] : [h("h2", {}, "No score"), h("p", {}, `${reasons[report.status_reason]} What was noticed all the same is marked below.`)]),
  );
  const sources = sourcesOf(report, text);
  const ranges = report.flags.flatMap((flag, number) => (flag.start === null ? [] : [{ start: flag.start, end: flag.end, flag, number }]));
  const mentions = sources.flatMap((source, number) => source.mentions.map(([start, end]) => ({ start, end, source: number })));
  drawArticle(byId("article"), text, ranges, mentions);
  byId("sources").replaceChildren(...sourcesTable(sources, showSource));
  byId("switches").replaceChildren(h("legend", {}, "Show"), ...switches(report.flags, shown.off, refresh));
  byId("switches").hidden = report.flags.length === 0;
  refresh();
  window.scrollTo(0, 0);
  byId("result-title").focus({ preventScroll: true });
}

function aboutOf(report) {
  const { words, sentences } = report.counts;
  const parts = [report.byline && `by ${report.byline}`, report.published];
  return [...parts, many(words, "word", "words"), many(sentences, "sentence", "sentences")].filter(Boolean).join(" · ");
}

function tellHowRead(fromPage) {
  const note = byId("read-as");
  note.hidden = given.html === null;
  if (given.html === null) return;
  const words = fromPage ? "This is the article picked out of the page you gave. " : "This is the text as given; no article was picked out of the page. ";
  const other = h("button", { type: "button", class: "quiet", onclick: () => read(true) }, "Read everything that was pasted");
  note.replaceChildren(words, ...(fromPage && byId("text").value.trim() ? [other] : []));
}

const isOn = (signal) => !shown.off.has(signal);

/** Marks and list again, after a switch or the order changed. */
function refresh() {
  hideCard();
  redress(byId("article"), shown.flags, isOn);
  const { flags, kinds, report } = shown;
  byId("flags").replaceChildren(
    ...flagItems(flags, { kinds, scores: report.scores, order: byId("order").value, isOn, point }),
  );
}
byId("order").addEventListener("change", refresh);

// ---- pointing ------------------------------------------------------------------------------------------

const marksOf = (number) => [...byId("article").querySelectorAll(`mark[data-flags~="${number}"]`)];

/** From the list to the place in the text. */
function point(number) {
  const marks = marksOf(number);
  if (!marks.length) return;
  light(marks);
  bringIntoView(marks[0]);
  choose([number]);
  (marks.find((mark) => mark.hasAttribute("role")) ?? marks[0]).focus({ preventScroll: true });
  tell(marks[0]);
}

function showSource(number) {
  hideCard();
  const places = [...byId("article").querySelectorAll(`[data-source="${number}"]`)];
  light(places);
  if (places.length) bringIntoView(places[0]);
}

byId("flags").addEventListener("pointerover", (event) => {
  const item = event.target.closest("li.flag");
  if (item) light(marksOf(item.dataset.number));
});
byId("flags").addEventListener("pointerleave", () => light([]));

function light(elements) {
  for (const lit of byId("article").querySelectorAll(".lit")) lit.classList.remove("lit");
  for (const element of elements) element.classList.add("lit");
}

function bringIntoView(element) {
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  element.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
}

/** The mark that the card speaks of. */
let told = null;

/** The card for the flags of a mark that are switched on. */
function tell(mark) {
  const flags = numbersOf(mark).map((number) => shown.flags[number]).filter((flag) => isOn(flag.signal));
  if (!flags.length) return;
  told = mark;
  showCard(mark, flags, shown.kinds, shown.report.scores);
}

const article = byId("article");
const markOf = (event) => event.target.closest?.("mark:not(.off)");
let leaving = 0;
const stay = () => clearTimeout(leaving);
const leave = () => {
  stay();
  // Time enough to move the pointer into the card.
  leaving = setTimeout(() => {
    if (!article.contains(document.activeElement)) hideCard();
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
  if (mark) select(mark);
});
article.addEventListener("focusin", (event) => {
  const mark = markOf(event);
  if (mark) tell(mark);
});
article.addEventListener("focusout", hideCard);
article.addEventListener("keydown", (event) => {
  const mark = markOf(event);
  if (!mark || (event.key !== "Enter" && event.key !== " ")) return;
  event.preventDefault();
  select(mark);
});
byId("card").addEventListener("pointerenter", stay);
byId("card").addEventListener("pointerleave", leave);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") hideCard();
});
window.addEventListener("scroll", () => {
  if (byId("card").hidden) return;
  if (told?.matches(":hover, :focus")) tell(told);
  else hideCard();
}, { passive: true });

/** From a mark to its item in the list, without moving the page. */
function select(mark) {
  stay();
  tell(mark);
  light([]);
  const [first] = choose(numbersOf(mark));
  if (first) byId("flags").scrollTop = first.offsetTop - 12;
}

/** The items of these flags, marked as chosen; no others are. */
function choose(numbers) {
  const list = byId("flags");
  for (const old of list.querySelectorAll(".chosen")) old.classList.remove("chosen");
  const items = numbers.map((number) => list.querySelector(`[data-number="${number}"]`)).filter(Boolean);
  for (const item of items) item.classList.add("chosen");
  return items;
}

// ---- tools ---------------------------------------------------------------------------------------------

byId("again").addEventListener("click", () => {
  hideCard();
  byId("result").hidden = true;
  byId("ask").hidden = false;
  say("");
  byId("text").focus();
  byId("text").select();
});
byId("print").addEventListener("click", () => window.print());
window.addEventListener("beforeprint", () => {
  for (const steps of byId("scores").querySelectorAll("details")) steps.open = true;
});
byId("copy").addEventListener("click", async () => {
  const json = JSON.stringify(shown.report, null, 2);
  try {
    await navigator.clipboard.writeText(json);
    say("The report was copied as JSON.");
  } catch {
    // No clipboard without a secure connection: the reader copies by hand.
    byId("json-text").value = json;
    byId("json").showModal();
    byId("json-text").select();
  }
});
byId("json-close").addEventListener("click", () => byId("json").close());
