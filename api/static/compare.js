// Several articles on one event: paste boxes that grow, a table of claims by articles, and the articles side by side.

import { byId, h } from "./dom.js";

const MOST = 20;
const STATES = [
  ["contradicted", "Contradictions"],
  ["differs", "Differences that may be explained"],
  ["agreed", "Agreements"],
  ["mentioned", "Mentioned by several"],
];

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
  byId("summary").textContent = data.summary;
  byId("notice").textContent = data.notice;
  byId("articles").replaceChildren(h("ol", {}, ...data.articles.map((article) => articleLine(article, texts))));
  byId("claims").replaceChildren(...STATES.map((state) => table(state, data, points)).filter(Boolean));
  byId("sources").replaceChildren(...sources(data));
  byId("result-title").focus();
}

function articleLine(article, texts) {
  const report = h("span", {});
  const check = h("button", {
    type: "button",
    onclick: async () => {
      const text = texts[article.index];
      try {
        const one = await ask("/v1/score", { text });
        const values = Object.entries(one.scores ?? {}).map(([name, score]) => `${name} ${Math.round(score.value)}`);
        report.textContent = ` ${values.join(", ") || "not scored"}. ${one.summary ?? ""}`;
      } catch (error) {
        report.textContent = ` ${error.message}`;
      }
    },
  }, "Check this article alone");
  const left = article.status === "left_out" ? ` Left out: ${REASONS[article.status_reason]}.` : "";
  const name = article.title || article.id || `Article ${article.index + 1}`;
  return h("li", {}, `${name}${article.published ? ` (${article.published})` : ""}.${left} `, check, report);
}

function table([state, title], data, points) {
  const claims = data.claims.filter((claim) => stateOf(claim) === state);
  if (!claims.length) return null;
  const compared = data.articles.filter((article) => article.status === "compared").map((article) => article.index);
  const head = h("tr", {}, h("th", { scope: "col" }, "About"), ...compared.map((i) => h("th", { scope: "col" }, `Article ${i + 1}`)));
  const rows = claims.slice(0, 60).map((claim) => {
    const about = claim.about.join(", ") || claim.kind;
    const open = h("button", { type: "button", onclick: (event) => beside(claim, points, event.currentTarget) }, "Side by side");
    const why = claim.explained_by ? h("p", {}, EXPLAINED[claim.explained_by]) : null;
    const cells = compared.map((i) => h("td", {}, ...claim.values.filter((value) => value.article === i).slice(0, 4).map((value) => cell(value, points))));
    return h("tr", {}, h("th", { scope: "row" }, h("p", {}, about), why, open), ...cells);
  });
  const caption = h("caption", {}, `${title} (${claims.length})`);
  return h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": title }, h("table", {}, caption, h("thead", {}, head), h("tbody", {}, ...rows)));
}

function cell(value, points) {
  const said = value.said === "stated" ? "" : ` (${value.said})`;
  const sentence = points[value.article].slice(...value.sentence).join("");
  return h("p", {}, h("strong", {}, value.quote.slice(0, 160)), said, h("span", { class: "sentence" }, ` — ${sentence.slice(0, 300)}`));
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
function beside(claim, points, button) {
  opener = button;
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
    return h("article", { tabindex: "0", "aria-label": `Article ${i + 1}` }, h("h3", {}, `Article ${i + 1}`), text);
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
