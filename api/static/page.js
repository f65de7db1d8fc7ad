// The page: an article in, its report out, and its place in this tab's history.

import { bookmarklet, fromBookmark } from "./bookmarklet.js";
import { exported, readSignals, score, ServiceError } from "./client.js";
import { byId, button } from "./dom.js";
import { hideCard } from "./article.js";
import { InputError, NO_ADDRESS, clipboardHtml, isAddress, readFile } from "./input.js";
import { current, given as givenReport, show, verdicts } from "./report.js";
import { forward, fresh, here, load, place, store } from "./session.js";
import { copy, fileName, save } from "./takeaway.js";
import { labels, noVerdicts, packed, unpacked } from "./verdicts.js";

const signals = readSignals();
signals.catch(() => {}); // said when the first article is checked
const FIELDS = ["title", "author", "published"];
/** What was given beside the text, and the entry of this tab's history that it belongs to. */
const given = { html: null, url: "", pasted: null, checked: null, entry: null, saved: null };
/** Reports of this visit by entry, so that Back need not ask again. */
const reports = new Map();

// ---- in ------------------------------------------------------------------------------------------------

function setNote() {
  const note = byId("paste-note");
  note.hidden = given.html === null;
  note.textContent = given.html === null ? "" : "Pasted from a web page: the article is picked out of the page. Changing the text here makes it plain text.";
}

/** A text that takes the place of the one before; what was said about that one goes with it. */
function setInput({ text, html = null, url = "", title = "" }) {
  if (given.checked !== null) for (const id of FIELDS) byId(id).value = "";
  if (title) byId("title").value = title;
  byId("text").value = text;
  Object.assign(given, { html, url, checked: null, saved: null });
  setNote();
}

byId("text").addEventListener("paste", (event) => {
  const box = event.target;
  const whole = box.value === "" || (box.selectionStart === 0 && box.selectionEnd === box.value.length);
  if (!whole) return;
  // The browser pastes, so that its undo works; the article is checked when it has, or at once where it puts nothing in.
  const text = event.clipboardData?.getData("text/plain") ?? "";
  given.pasted = { html: clipboardHtml(event.clipboardData) };
  setTimeout(() => {
    if (!given.pasted) return;
    box.value = text.replace(/\r\n?/g, "\n");
    pasted(given.pasted);
  });
});
byId("text").addEventListener("input", () => {
  if (given.pasted) return pasted(given.pasted);
  Object.assign(given, { html: null, url: "", saved: null });
  setNote();
  keep("ask");
});

function pasted({ html }) {
  given.pasted = null;
  if (given.checked !== null) for (const id of FIELDS) byId(id).value = "";
  Object.assign(given, { html, url: "", checked: null, saved: null });
  setNote();
  read();
}

byId("text").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) read();
});
byId("form").addEventListener("submit", (event) => {
  event.preventDefault();
  read();
});
byId("form").addEventListener("change", () => keep("ask"));
byId("file").addEventListener("change", (event) => openFile(event.target.files[0]));

// A file may be dropped anywhere; elsewhere the browser would leave the page and open it.
const carriesFile = (event) => event.dataTransfer?.types.includes("Files");
window.addEventListener("dragover", (event) => {
  if (!carriesFile(event)) return;
  event.preventDefault();
  byId("dropping").hidden = false;
});
window.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) byId("dropping").hidden = true;
});
window.addEventListener("drop", (event) => {
  byId("dropping").hidden = true;
  if (!carriesFile(event)) return;
  event.preventDefault();
  openFile(event.dataTransfer.files[0]);
});

async function openFile(file) {
  if (!file) return;
  byId("file").value = "";
  try {
    const found = await readFile(file);
    if (!byId("result").hidden) newArticle();
    if (found.saved) return await openSaved(found.saved);
    setInput(found);
    await read();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    say(error.message, true);
  }
}

/** A report saved earlier is shown as it is, without asking the service. */
async function openSaved(report) {
  setInput({ text: report.text, url: report.url ?? "" });
  given.saved = report;
  await shownAs(report, { fromPage: false });
  say("This is a saved report, shown as it was saved.");
}

// ---- checking ------------------------------------------------------------------------------------------

function say(words, isError = false) {
  byId("status").textContent = words;
  byId("status").classList.toggle("error", isError);
}

const filled = (pairs) => Object.fromEntries(pairs.filter(([, value]) => value));
const formFields = () => filled([...FIELDS.map((id) => [id, byId(id).value.trim().toWellFormed()]), ["url", given.url.toWellFormed()]]);

/** Sends what was given: as a page when there is HTML, unless `asText`. `back`: the history stands there already. */
async function read({ asText = false, back = false } = {}) {
  const text = byId("text").value.toWellFormed();
  if (!text.trim() && !given.html) {
    say("Paste an article first.", true);
    byId("text").focus();
    return;
  }
  if (isAddress(text)) {
    say(NO_ADDRESS, true);
    byId("text").focus();
    return;
  }
  const fields = formFields();
  say("Checking…");
  byId("go").disabled = true;
  const begun = performance.now();
  try {
    const [report, fromPage] = await scoreEither(asText ? null : given.html?.toWellFormed(), text, fields);
    await shownAs(report, { fromPage, back });
    say(`Checked in ${((performance.now() - begun) / 1000).toFixed(2)} s.`);
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

/** Shows a report and gives it its place in the history. */
async function shownAs(report, { fromPage, back = false, of = null }) {
  const info = await signals;
  given.checked = byId("text").value;
  if (!back && place().view === "ask") forward(given.entry, "report");
  const kept = of ?? (back ? unpacked(load(given.entry)?.verdicts) : noVerdicts());
  reports.set(given.entry, { report, fromPage });
  if (reports.size > 3) reports.delete(reports.keys().next().value);
  show(report, { info, verdicts: kept, changed: () => keep("report"), say });
  editing.before = null;
  leaveEditing();
  sayHowRead(fromPage);
  keep("report");
  window.scrollTo(0, 0);
  byId("result-title").focus({ preventScroll: true });
}

function sayHowRead(fromPage) {
  const note = byId("read-as");
  note.hidden = given.html === null;
  if (given.html === null) return;
  const words = fromPage ? "This is the article picked out of the page you gave. " : "This is the text as given; no article was picked out of the page. ";
  const other = button("Check everything that was pasted", () => read({ asText: true }), { class: "quiet" });
  note.replaceChildren(words, ...(fromPage && byId("text").value.trim() ? [other] : []));
}

// ---- this tab's history --------------------------------------------------------------------------------

/** Keeps what stands on the page in this tab. */
function keep(view) {
  if (view === "ask" && place().view === "report") return;
  const fields = Object.fromEntries(FIELDS.map((id) => [id, byId(id).value]));
  const { html, url, saved } = given;
  const of = view === "report" ? packed(verdicts()) : null;
  if (!store(given.entry, { text: byId("text").value, html, url, saved, fields, verdicts: of })) say("This text is too large to be kept in the tab: a reload loses it.");
}

function restore(entry) {
  const kept = load(entry);
  given.entry = entry;
  for (const id of FIELDS) byId(id).value = kept?.fields[id] ?? "";
  byId("text").value = kept?.text ?? "";
  Object.assign(given, { html: kept?.html ?? null, url: kept?.url ?? "", saved: kept?.saved ?? null, checked: null });
  setNote();
}

/** Shows what belongs to this place of the history. */
async function arrive() {
  if (history.state === null) return here(given.entry, byId("result").hidden ? "ask" : "report"); // a link within the page
  const { entry, view } = place();
  if (entry !== given.entry) restore(entry);
  if (view !== "report") return showForm();
  const known = reports.get(entry);
  if (known) return shownAs(known.report, { fromPage: known.fromPage, back: true });
  if (given.saved) return shownAs(given.saved, { fromPage: false, back: true });
  return read({ back: true });
}

function showForm() {
  hideCard();
  document.title = "scorer: how an article is sourced and written";
  byId("result").hidden = true;
  byId("skip-findings").hidden = true;
  byId("ask").hidden = false;
  say("");
  byId("text").focus({ preventScroll: true });
}

/** An empty form; the article before stays one step back. */
function newArticle() {
  forward(fresh(), "ask");
  restore(place().entry);
  showForm();
}

window.addEventListener("popstate", arrive);
byId("again").addEventListener("click", newArticle);

// ---- what if -------------------------------------------------------------------------------------------

const editing = { before: null, timer: 0, asked: 0 };

function leaveEditing() {
  byId("editing").hidden = true;
  byId("article").hidden = false;
  byId("edit").setAttribute("aria-pressed", "false");
}

byId("edit").addEventListener("click", () => {
  if (!byId("editing").hidden) return finishEditing();
  editing.before ??= givenReport();
  byId("draft").value = givenReport().text ?? "";
  byId("draft").style.height = `${Math.min(window.innerHeight * 0.8, Math.max(300, byId("article").clientHeight))}px`;
  byId("article").hidden = true;
  byId("editing").hidden = false;
  byId("edit").setAttribute("aria-pressed", "true");
  byId("draft").setSelectionRange(0, 0);
  byId("draft").scrollTop = 0;
  byId("draft").focus({ preventScroll: true });
  byId("text-title").scrollIntoView();
});
byId("draft").addEventListener("input", () => {
  clearTimeout(editing.timer);
  editing.timer = setTimeout(tryDraft, 350);
});

/** Scores the draft; only the answer to the last question is shown. */
async function tryDraft() {
  const asked = (editing.asked += 1);
  const original = editing.before;
  // What the page around the article told would be missing from the text alone.
  const found = reports.get(given.entry)?.fromPage ? { title: original.title, author: original.byline, published: original.published } : {};
  try {
    const report = await score({ text: byId("draft").value.toWellFormed(), ...formFields(), ...filled(Object.entries(found)) }, byId("key").value);
    if (asked !== editing.asked) return;
    show(report, { info: await signals, verdicts: noVerdicts(), before: original, changed: () => {}, say });
    say(report.scores ? "Scores of the changed text." : "The changed text cannot be scored.");
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    say(error.message, true);
  }
}

async function finishEditing() {
  clearTimeout(editing.timer);
  if (byId("draft").value !== (givenReport().text ?? "")) await tryDraft();
  leaveEditing();
}
byId("done").addEventListener("click", finishEditing);
byId("undo-edit").addEventListener("click", async () => {
  const original = editing.before;
  editing.asked += 1;
  clearTimeout(editing.timer);
  await shownAs(original, { fromPage: false, back: true });
  say("This is the original again.");
});

// ---- take away -----------------------------------------------------------------------------------------

const FILES = { html: ["html", "text/html"], csv: ["csv", "text/csv"], annotations: ["jsonld", "application/ld+json"] };

byId("skip-findings").addEventListener("click", (event) => {
  event.preventDefault();
  byId("findings").focus();
  byId("findings").scrollIntoView({ block: "start" });
});
byId("take").addEventListener("click", async (event) => {
  const what = event.target.closest("[data-take]")?.dataset.take;
  if (!what) return;
  byId("take").open = false;
  const report = current();
  try {
    if (what === "print") window.print();
    else if (what === "json") (await copy(JSON.stringify(givenReport(), null, 2))) && say("The report was copied as JSON.");
    else if (what === "labels") save(labels(givenReport(), verdicts()), fileName(report, "labels.jsonl"), "application/jsonl");
    else if (what === "note") (await copy(await exported("markdown", report, byId("key").value))) && say("The note was copied.");
    else save(await exported(what, report, byId("key").value), fileName(report, FILES[what][0]), FILES[what][1]);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    say(error.message, true);
  }
});
byId("by-hand-close").addEventListener("click", () => byId("by-hand").close());
window.addEventListener("beforeprint", () => {
  byId("exact").open = true;
});

// ---- begin ---------------------------------------------------------------------------------------------

byId("bookmarklet").setAttribute("href", bookmarklet(location.origin));
byId("bookmarklet").addEventListener("click", (event) => {
  event.preventDefault();
  say("Drag this link to the bookmarks bar; click it there, in the tab with the article.");
});

async function begin() {
  const sent = fromBookmark();
  if (sent || place().entry === null) here(fresh(), "ask");
  if (!sent) return arrive();
  given.entry = place().entry;
  setInput(sent);
  return read();
}
begin();
