// Who is quoted: the sources of an article's attributions by name and kind, with how often.

import { h } from "./dom.js";
import { many } from "./words.js";

const KINDS = {
  named: "a person by name",
  organisation: "an organisation",
  document: "a document",
  vague: "vague",
  anonymous: "nameless",
  none: "not said",
  referred: "named elsewhere in the text",
};
const PRONOUNS = new Set(["he", "she", "they", "it", "who", "i", "we", "you", "him", "her", "them", "that", "which"]);
const REFERRED = "he, she, they";
const NOBODY = "no source given";
/** Attributions less likely than not are not counted. */
const CERTAIN = 0.5;

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

function mergeNames(found) {
  const longestFirst = [...found].sort((a, b) => b[0].length - a[0].length);
  for (const [key, source] of longestFirst) {
    const bare = key.replace(/^(mr|mrs|ms|dr|prof|sir)\.? /, "");
    if ([NOBODY, REFERRED].includes(source.name) || !/^\p{Lu}/u.test(source.name)) continue;
    const full = [...found].filter(([other]) => other !== key && new RegExp(`(^| )${escape(bare)}(,|$)`).test(other));
    if (full.length !== 1) continue;
    const [, person] = full[0];
    person.count += source.count;
    person.mentions.push(...source.mentions);
    for (const [kind, count] of source.kinds) person.kinds.set(kind, (person.kinds.get(kind) ?? 0) + count);
    found.delete(key);
  }
}

const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

const commonest = (counts) => [...counts].sort((a, b) => b[1] - a[1])[0][0];

/** The table; `show(number)` is called for the source a reader points out. */
export function sourcesTable(sources, show) {
  const title = h("h2", { id: "sources-title" }, "Who is quoted");
  if (!sources.length) return [title, h("p", { class: "none" }, "No statement in the text is put down to a source.")];
  const times = sources.reduce((sum, source) => sum + source.count, 0);
  return [
    title,
    h("p", { class: "note" }, `${many(times, "statement is", "statements are")} put down to a source.`),
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
