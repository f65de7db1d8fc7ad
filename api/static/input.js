// What a person pastes, drops or opens, turned into an article to send, or a sentence that says why not.

import { docxText } from "./docx.js";

/** A page of some structure; a bare styled line from an editor is better read as text. */
const STRUCTURED = /<(article|main|p|h[1-6]|li|table|blockquote)[\s>]/i;

/** Said to the reader as it is: the file cannot be read. */
export class InputError extends Error {}

/** HTML from the clipboard if it is a page or a part of one, else null. */
export function clipboardHtml(data) {
  const html = data?.getData("text/html") ?? "";
  return STRUCTURED.test(html) ? html : null;
}

const COPY = "Open it, select all, copy, and paste the text here.";
export const NO_ADDRESS = "scorer never opens addresses. Open the page, select all, copy, and paste it here.";

/** Whether the text is an address and nothing else. */
export const isAddress = (text) => /^\s*(https?:\/\/|www\.)\S+\s*$/i.test(text);

/** Files that are told by their first bytes and not read: [bytes in Latin-1, what it is]. */
const UNREAD = [
  ["%PDF", "a PDF"],
  ["\x89PNG", "an image"],
  ["\xff\xd8\xff", "an image"],
  ["GIF8", "an image"],
  ["RIFF", "an image or a sound file"],
  ["II*\0", "an image"],
  ["MM\0*", "an image"],
  ["{\\rtf", "a Rich Text file"],
  ["\xd0\xcf\x11\xe0", "an old Word file (.doc)"],
  ["\x1f\x8b", "a compressed file"],
  ["7z\xbc\xaf", "a compressed file"],
  ["Rar!", "a compressed file"],
  ["ID3", "a sound file"],
  ["OggS", "a sound file"],
  ["\x7fELF", "a program"],
  ["MZ\x90", "a program"],
];

/**
 * {text}, {html, text} or {saved: report} of a file, by its content and not its name.
 *
 * Throws an InputError with a sentence for the reader where it is none of them.
 */
export async function readFile(file) {
  const buffer = await file.arrayBuffer();
  const bytes = new Uint8Array(buffer);
  const start = Array.from(bytes.subarray(0, 8), (byte) => String.fromCharCode(byte)).join("");
  const unread = UNREAD.find(([magic]) => start.startsWith(magic));
  if (unread) throw new InputError(`This file is ${unread[1]}, which is not read. ${COPY}`);
  if (start.startsWith("PK")) {
    const text = await docxText(buffer).catch(() => null);
    if (text) return { text };
    throw new InputError(`This file is an archive without a Word document in it, which is not read. ${COPY}`);
  }
  const content = decode(bytes).replace(/^\ufeff/, "").toWellFormed().replace(/\r\n?/g, "\n");
  if (unreadable(content)) throw new InputError(`This file is not text. ${COPY}`);
  const saved = savedReport(content);
  if (saved) return { saved };
  const isHtml = /^\s*(<!--[\s\S]{0,2000}?-->\s*)?<(!doctype html|html|head|body|article)[\s>]/i.test(content) || (/\.x?html?$/i.test(file.name) && STRUCTURED.test(content));
  return isHtml ? { html: content, text: visibleText(content) } : { text: content };
}

/** A report saved by this page, as JSON or inside its HTML; null for anything else. */
function savedReport(content) {
  const inside = /<script type="application\/json" id="scorer-report">([\s\S]*?)<\/script>/.exec(content);
  if (!inside && !/^\s*\{/.test(content)) return null;
  try {
    const report = JSON.parse(inside ? inside[1] : content);
    return report.schema_version === "1" && Array.isArray(report.flags) && typeof report.text === "string" ? report : null;
  } catch {
    return null;
  }
}

/** Many control or replacement characters: bytes of something else. */
function unreadable(content) {
  const sample = content.slice(0, 20_000);
  const wrong = sample.match(/[\0-\x08\x0e-\x1a\x1c-\x1f\ufffd]/g)?.length ?? 0;
  return wrong > 4 && wrong > sample.length / 50;
}

/** By byte order mark, by zeros (UTF-16 without a mark), as UTF-8, by the page's own word, else as Windows-1252. */
function decode(bytes) {
  const [a, b] = bytes;
  const head = bytes.subarray(0, 4000);
  const zeros = [0, 1].map((odd) => head.filter((byte, i) => i % 2 === odd && byte === 0).length / Math.max(1, head.length / 2));
  if ((a === 0xff && b === 0xfe) || (zeros[1] > 0.4 && zeros[0] < 0.1)) return new TextDecoder("utf-16le").decode(bytes);
  if ((a === 0xfe && b === 0xff) || (zeros[0] > 0.4 && zeros[1] < 0.1)) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    const said = /<meta[^>]{0,200}charset\s*=\s*["']?([\w-]+)/i.exec(new TextDecoder("windows-1252").decode(bytes.subarray(0, 4096)));
    try {
      return new TextDecoder(said?.[1] ?? "windows-1252").decode(bytes);
    } catch {
      return new TextDecoder("windows-1252").decode(bytes);
    }
  }
}

const HIDDEN = new Set(["script", "style", "noscript", "template"]);
const BLOCKS = new Set(["p", "div", "br", "li", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "section", "article", "title", "ul", "ol", "table"]);

/**
 * The text of a page as the box shows it: tags cut out by hand in one pass, so that nothing of it is ever parsed or
 * run, and no page takes longer than its length.
 */
export function visibleText(html) {
  const out = [];
  let hidden = null;
  html.split("<").forEach((part, i) => {
    const name = /^\/?([a-z][a-z0-9]*)/i.exec(part)?.[1].toLowerCase();
    if (i === 0) out.push(part);
    else if (hidden) {
      if (!part.startsWith("/") || name !== hidden) return;
      hidden = null;
      out.push(part.slice(part.indexOf(">") + 1));
    } else if (HIDDEN.has(name) && !part.startsWith("/")) hidden = name;
    else if (name || part.startsWith("!")) out.push(BLOCKS.has(name) ? "\n" : "", part.includes(">") ? part.slice(part.indexOf(">") + 1) : "");
    else out.push("<", part);
  });
  return out.join("").replace(/[^\S\n]+/g, " ").replace(/ ?\n\s*/g, "\n").trim();
}
