// Several articles on one event: paste boxes that grow, a table of claims by articles, and the articles side by side.

import { byId, button, h } from "./dom.js";

const MOST = 20;
/** Groups of claims: name, title, whether it is open from the start. */
const STATES = [
  ["contradicted", "Contradictions", true],
  ["differs", "Differences that may be explained", true],
  ["agreed", "Agreements", true],
  ["mentioned", "Mentioned by several", false],
];
const MOST_ROWS = 60;
const MOST_VALUES = 3;
const MOST_LEFT_OUT = 8;

/** That several mention the same thing is less than an agreement. */
const stateOf = (claim) => (claim.kind === "status" && claim.state === "agreed" ? "mentioned" : claim.state);
const EXPLAINED = {
  later_report: "a later report may explain it",
  bound: "a bound such as “by” or “at least” may explain it",
  scope: "another scope may explain it",
  precision: "another precision may explain it",
  rounding: "rounding may explain it",
};
const REASONS = {
  other_event: "reports on something else",
  too_short: "too short",
  unsupported_language: "not in English",
  no_text: "no text",
  too_long: "too long",
  bad_input: "cannot be read",
};

let opener = null; // the button that opened the articles side by side

function addBox(text = "") {
  const boxes = byId("boxes");
  const n = boxes.children.length + 1;
  if (n > MOST) return;
  const area = h("textarea", { id: `text-${n}`, rows: 5, spellcheck: "false", autocomplete: "off", oninput: grow });
  area.value = text;
  boxes.append(h("div", { class: "box" }, h("label", { class: "label", for: `text-${n}` }, `Article ${n}`), area));
  byId("more").disabled = n >= MOST;
  grow({ target: area });
}

/** As high as its text, up to half the window; the last box in use brings the next one. */
function grow({ target }) {
  target.style.height = "auto";
  target.style.height = `${Math.min(target.scrollHeight + 4, window.innerHeight / 2)}px`;
  const areas = [...document.querySelectorAll("#boxes textarea")];
  if (target.value.trim() && areas.at(-1) === target) addBox();
}

function place(text) {
  const free = [...document.querySelectorAll("#boxes textarea")].find((area) => !area.value.trim());
  if (!free) return addBox(text);
  free.value = text;
  grow({ target: free });
}

async function openFiles(files) {
  for (const file of files) {
    const text = await file.text();
    if (text.includes("\u0000")) say(`${file.name} is not a text file.`);
    else place(text);
  }
}

const say = (words) => { byId("status").textContent = words; };

const isHtml = (text) => /^\s*(<!doctype html|<html)/i.test(text);

/** Posts to the service that served the page, and to nothing else. */
async function ask(address, body) {
  const key = byId("key").value;
  const headers = { "Content-Type": "application/json", ...(key ? { "X-API-Key": key } : {}) };
  const response = await fetch(address, { method: "POST", headers, body: JSON.stringify(body) });
  const answer = await response.json().catch(() => null);
  if (response.status === 401) byId("key-field").hidden = false;
  if (!response.ok || !answer) throw new Error([answer?.title, answer?.detail].filter(Boolean).join(". ") || "No answer.");
  return answer;
}

async function compare(event) {
  event.preventDefault();
  const texts = [...document.querySelectorAll("#boxes textarea")].map((area) => area.value).filter((text) => text.trim());
  if (texts.length < 2) return say("Paste at least two articles.");
  say("Comparing…");
  byId("go").disabled = true;
  try {
    const data = await ask("/v1/compare", { articles: texts.map((text) => (isHtml(text) ? { html: text } : { text })) });
    show(data, data.articles.map((article, i) => article.text ?? texts[i]));
    say("");
  } catch (error) {
    say(error.message);
  } finally {
    byId("go").disabled = false;
  }
}

function show(data, texts) {
  // Offsets count code points.
  const points = texts.map((text) => Array.from(text));
  byId("beside").hidden = true;
  byId("result").hidden = false;
  byId("ask").open = false;
  byId("given").textContent = `The ${data.articles.length} articles`;
  byId("result-title").textContent = data.summary;
  byId("notice").textContent = data.notice;
  byId("articles").replaceChildren(h("ol", {}, ...data.articles.map((article) => articleLine(article, data, texts))));
  byId("claims").replaceChildren(...STATES.map((state) => table(state, data, points)).filter(Boolean));
  byId("sources").replaceChildren(...sources(data));
  byId("result-title").focus();
  byId("result").scrollIntoView();
}

/** An article by name, with its own full report one click away and what it leaves out. */
function articleLine(article, data, texts) {
  const name = article.title || article.id || `Article ${article.index + 1}`;
  const line = `${name}${article.published ? ` (${article.published})` : ""} `;
  if (article.status === "left_out") return h("li", {}, line, `– left out: ${REASONS[article.status_reason]}.`);
  const full = button("Full report", () => openReport(texts[article.index]), { class: "quiet", "aria-label": `Full report on article ${article.index + 1}, in a new tab` });
  const missing = leftOut(article, data);
  return h("li", {}, line, full, missing);
}

/** Opens the page for one article with this text; it travels after "#", which no browser sends to a server. */
function openReport(text) {
  open(`/#article=${encodeURIComponent(JSON.stringify({ text, title: "", url: "" }))}`);
}

/** What two other articles carry and this one does not, folded. */
function leftOut(article, data) {
  const claims = new Map(data.claims.map((claim) => [claim.id, claim]));
  const missing = data.left_out.filter((one) => one.article === article.index);
  if (!missing.length) return null;
  const lines = missing.slice(0, MOST_LEFT_OUT).map((one) => {
    const [value] = claims.get(one.claim).values;
    const where = one.carried_by.map((i) => i + 1).join(", ");
    return h("li", {}, `${value.said === "denied" ? "a denial: " : ""}“${short(value.quote, 120)}” (articles ${where})`);
  });
  const more = missing.length - lines.length;
  return h("details", {},
    h("summary", {}, `leaves out ${missing.length} ${missing.length === 1 ? "thing" : "things"} that two others tell`),
    h("ul", {}, ...lines, more ? h("li", {}, `and ${more} more`) : null));
}

const short = (text, most) => (text.length > most ? `${text.slice(0, most)}…` : text);

function table([state, title, opened], data, points) {
  const claims = data.claims.filter((claim) => stateOf(claim) === state);
  if (!claims.length) return null;
  const compared = data.articles.filter((article) => article.status === "compared").map((article) => article.index);
  const head = h("tr", {}, h("th", { scope: "col" }, "About"), ...compared.map((i) => h("th", { scope: "col" }, `Article ${i + 1}`)));
  const rows = claims.slice(0, MOST_ROWS).map((claim) => row(claim, compared, points));
  const more = claims.length - rows.length;
  const whole = h("table", {}, h("thead", {}, head), h("tbody", {}, ...rows));
  whole.style.setProperty("--articles", String(compared.length));
  return h("details", { class: `claims ${state}`, open: opened },
    h("summary", {}, `${title} (${claims.length})`),
    h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": title }, whole),
    more ? h("p", { class: "note" }, `${more} more are in the JSON that POST /v1/compare returns.`) : null);
}

function row(claim, compared, points) {
  const about = claim.about.join(", ") || claim.kind;
  const why = claim.explained_by ? h("small", {}, EXPLAINED[claim.explained_by]) : null;
  const sure = claim.confidence === null ? null : h("small", {}, `confidence ${Math.round(100 * claim.confidence)}%`);
  const beside = button("Side by side", (event) => sideBySide(claim, points, event.currentTarget), { "aria-label": `Side by side: ${about}` });
  const cells = compared.map((i) => {
    const values = claim.values.filter((value) => value.article === i);
    if (!values.length) return h("td", { class: "none" }, "–");
    const more = values.length - MOST_VALUES;
    return h("td", {}, ...values.slice(0, MOST_VALUES).map((value) => said(value, points[i])), more > 0 ? h("p", {}, `and ${more} more`) : null);
  });
  return h("tr", {}, h("th", { scope: "row" }, about, why, sure, beside), ...cells);
}

/** The sentence of a value with the value in it in bold, and how the article puts it where that is not as a fact. */
function said(value, points) {
  const [from, to] = value.sentence;
  const before = points.slice(Math.max(from, value.start - 110), value.start).join("");
  const after = points.slice(value.end, Math.min(to, value.end + 110)).join("");
  return h("p", {},
    value.said === "stated" ? null : h("span", { class: "said" }, `${value.said}: `),
    value.start - 110 > from ? "…" : "", before, h("strong", {}, points.slice(value.start, value.end).join("")), after,
    value.end + 110 < to ? "…" : "");
}

function sources(data) {
  const origins = data.origins.filter((origin) => origin.kind !== "vague").slice(0, 40);
  const lines = origins.map((origin) => {
    const where = [...new Set(origin.places.map((place) => place.article + 1))].join(", ");
    return h("li", {}, `${origin.name} (${origin.kind}): article ${where}`);
  });
  const shared = data.shared_text.filter((text) => text.kind !== "quotation").map((text) =>
    h("li", {}, `${text.words} words in common in articles ${text.places.map((place) => place.article + 1).join(" and ")}`));
  return [
    h("h3", {}, "Sources"), h("p", {}, data.independence.message), h("ul", {}, ...lines),
    shared.length ? h("h3", {}, "Shared text") : null, shared.length ? h("ul", {}, ...shared) : null,
  ].filter(Boolean);
}

/** The articles of a claim beside each other, each with its places marked and the first one in view. */
function sideBySide(claim, points, from) {
  opener = from;
  const byArticle = Map.groupBy ? Map.groupBy(claim.values, (value) => value.article) : group(claim.values);
  const columns = [...byArticle].map(([i, values]) => {
    const text = h("pre", {});
    let at = 0;
    for (const value of [...values].sort((a, b) => a.start - b.start)) {
      if (value.start < at) continue;
      text.append(points[i].slice(at, value.start).join(""), h("mark", {}, points[i].slice(value.start, value.end).join("")));
      at = value.end;
    }
    text.append(points[i].slice(at).join(""));
    return h("article", { tabindex: "0", "aria-label": `Article ${i + 1}`, "data-article": String(i) }, h("h3", {}, `Article ${i + 1}`), text);
  });
  byId("columns").replaceChildren(...columns);
  byId("beside").hidden = false;
  for (const column of columns) {
    const mark = column.querySelector("mark");
    if (mark) column.scrollTop = mark.offsetTop - column.offsetTop - 60;
  }
  byId("beside-title").focus();
}

function group(values) {
  const groups = new Map();
  for (const value of values) groups.set(value.article, [...(groups.get(value.article) ?? []), value]);
  return groups;
}

function back() {
  byId("beside").hidden = true;
  opener?.focus();
}

byId("form").addEventListener("submit", compare);
byId("more").addEventListener("click", () => addBox());
byId("back").addEventListener("click", back);
byId("files").addEventListener("change", (event) => openFiles(event.target.files));
document.addEventListener("keydown", (event) => { if (event.key === "Escape" && !byId("beside").hidden) back(); });
document.addEventListener("dragover", (event) => event.preventDefault());
document.addEventListener("drop", (event) => {
  event.preventDefault();
  openFiles(event.dataTransfer.files);
});
addBox();
addBox();
