// What can be taken away: to the clipboard, or as a file that the browser saves.

import { byId } from "./dom.js";
import { kindName } from "./words.js";

/** Copies; where there is no clipboard (no secure connection) the reader copies by hand. True if it was copied. */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    byId("by-hand-text").value = text;
    byId("by-hand").showModal();
    byId("by-hand-text").select();
    return false;
  }
}

/** Saves `content` under `name`. */
export function save(content, name, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** A file name made of the title: letters, digits and hyphens. */
export function fileName(report, ending) {
  const words = (report.title ?? "article").normalize("NFKD").toLowerCase().match(/[a-z0-9]+/g) ?? ["article"];
  return `scorer-${words.slice(0, 8).join("-").slice(0, 60)}.${ending}`;
}

/** One finding as plain text, for a mail or a document. */
export function findingText(flag, kind, report) {
  const lines = [`${kindName(flag.id)} (${flag.severity}): ${flag.message}`];
  if (flag.quote) lines.push(`“${flag.quote.replace(/\s+/g, " ").trim()}”`);
  if (kind) lines.push(`Why it matters: ${kind.why} (${kind.source})`);
  const from = [report.title, report.url].filter(Boolean).join(", ");
  if (from) lines.push(`From: ${from}`);
  return lines.join("\n");
}
