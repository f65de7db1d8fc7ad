// Who is quoted: the sources of an article's attributions by name and kind, with how often.

import { h } from "./dom.js";
import { many } from "./words.js";

const KINDS = {
  named: "a person by name",
  organisation: "an organisation",
  document: "a document",
  vague: "vague",
  anonymous: "anonymous",
  none: "none given",
  referred: "named elsewhere in the text",
};
const PRONOUNS = new Set(["he", "she", "they", "it", "who", "i", "we", "you", "him", "her", "them", "that", "which"]);
const REFERRED = "he, she, they";
const NOBODY = "no source given";
/** Attributions less likely than not are not counted. */
const CERTAIN = 0.5;
/** A last word that so many names share tells nobody apart. */
const MOST_ALIKE = 40;

/**
 * Sources, most often quoted first: {name, kind, count, mentions: [[start, end]]} with mentions in code
 * points. The same name is one source whatever its capitals, and a name that stands in exactly one longer
 * name (the last name alone, the name without its office) is that one.
 */
export function sourcesOf(report, text) {
  const points = /[\ud800-\udfff]/.test(text) ? Array.from(text) : null;
  const slice = (start, end) => (points ? points.slice(start, end).join("") : text.slice(start, end));
  const found = new Map();
  for (const one of report.signals.attribution?.evidence ?? []) {
    if (one.confidence < CERTAIN) continue;
    const name = nameOf(one.source.map(([start, end]) => slice(start, end)).join(" "));
    const key = name.toLowerCase();
    const source = found.get(key) ?? { name, kinds: new Map(), count: 0, mentions: [] };
    source.count += 1;
    source.kinds.set(one.source_kind, (source.kinds.get(one.source_kind) ?? 0) + 1);
    source.mentions.push(...one.source);
    found.set(key, source);
  }
  mergeNames(found);
  return [...found.values()]
    .map((source) => ({ ...source, kind: source.name === REFERRED ? "referred" : commonest(source.kinds) }))
    .sort((a, b) => last(a) - last(b) || b.count - a.count);
}

const last = (source) => (source.name === NOBODY ? 2 : source.name === REFERRED ? 1 : 0);

function nameOf(raw) {
  const name = raw.replace(/\s+/g, " ").replace(/^[\s"'“”‘’,.;:]+|[\s"'“”‘’,.;:]+$/g, "").replace(/['’]s$/, "");
  if (!name) return NOBODY;
  return PRONOUNS.has(name.toLowerCase()) ? REFERRED : name.replace(/^the (?=\S)/i, "").replace(/,? (that|who|which)$/, "");
}

/** Names by their words, so that each name is held against those alone that share its last word. */
function mergeNames(found) {
  const wordsOf = (key) => key.replace(/,/g, " ,").split(" ");
  const holding = new Map();
  for (const key of found.keys())
    for (const word of new Set(wordsOf(key))) {
      if (!holding.has(word)) holding.set(word, []);
      holding.get(word).push(key);
    }
  const longestFirst = [...found].sort((a, b) => b[0].length - a[0].length);
  for (const [key, source] of longestFirst) {
    if ([NOBODY, REFERRED].includes(source.name) || !/^\p{Lu}/u.test(source.name)) continue;
    const bare = key.replace(/^(mr|mrs|ms|dr|prof|sir)\.? /, "");
    const ends = (other) => ` ${other},`.includes(` ${bare},`);
    const near = holding.get(wordsOf(bare).at(-1)) ?? [];
    const full = near.length > MOST_ALIKE ? [] : near.filter((other) => other !== key && found.has(other) && ends(other));
    if (full.length !== 1) continue;
    const person = found.get(full[0]);
    person.count += source.count;
    person.mentions.push(...source.mentions);
    for (const [kind, count] of source.kinds) person.kinds.set(kind, (person.kinds.get(kind) ?? 0) + count);
    found.delete(key);
  }
}

const commonest = (counts) => [...counts].sort((a, b) => b[1] - a[1])[0][0];

/** The table; `show(number)` is called for the source a reader points out. */
export function sourcesTable(sources, show) {
  const title = h("h2", { id: "sources-title" }, "Who is quoted");
  if (!sources.length) return [title, h("p", { class: "none" }, "No statement is attributed to anyone.")];
  const times = sources.reduce((sum, source) => sum + source.count, 0);
  return [
    title,
    h("p", { class: "note" }, `${many(times, "attributed statement", "attributed statements")}.`),
    h(
      "table",
      {},
      h("thead", {}, h("tr", {}, ...["Source", "Kind", "Times"].map((word) => h("th", { scope: "col" }, word)))),
      h(
        "tbody",
        {},
        ...sources.map((source, number) =>
          h(
            "tr",
            {},
            h(
              "th",
              { scope: "row" },
              source.mentions.length
                ? h("button", { type: "button", class: "quiet", onclick: () => show(number) }, source.name)
                : source.name,
            ),
            h("td", {}, KINDS[source.kind] ?? source.kind),
            h("td", { class: "number" }, String(source.count)),
          ),
        ),
      ),
    ),
  ];
}
