// The text of a Word file (.docx, ECMA-376): a ZIP whose word/document.xml holds paragraphs (w:p) of runs (w:t).

const DOCUMENT = "word/document.xml";
/** More than this unpacked is no article: a guard against files made to fill the memory. */
const MOST = 40_000_000;

/** The text, a line per paragraph; null where the ZIP holds no Word document. */
export async function docxText(buffer) {
  const entry = entryOf(new DataView(buffer), DOCUMENT);
  if (!entry) return null;
  const packed = new Uint8Array(buffer, entry.at, entry.size);
  const bytes = entry.method === 8 ? await inflate(packed) : packed;
  return textOf(new TextDecoder().decode(bytes));
}

/** Where the named file lies, from the central directory at the end of the ZIP (APPNOTE 4.3.12 and 4.3.16). */
function entryOf(view, name) {
  let end = view.byteLength - 22;
  while (end >= 0 && end > view.byteLength - 65_600 && view.getUint32(end, true) !== 0x06054b50) end -= 1;
  if (end < 0 || view.getUint32(end, true) !== 0x06054b50) return null;
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0 && at + 46 <= view.byteLength && view.getUint32(at, true) === 0x02014b50; left -= 1) {
    const [length, extra, comment] = [28, 30, 32].map((place) => view.getUint16(at + place, true));
    if (new TextDecoder().decode(new Uint8Array(view.buffer, at + 46, length)) === name) {
      const local = view.getUint32(at + 42, true);
      const skipped = 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
      return { method: view.getUint16(at + 10, true), size: view.getUint32(at + 20, true), at: local + skipped };
    }
    at += 46 + length + extra + comment;
  }
  return null;
}

async function inflate(packed) {
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  const parts = [];
  for (let size = 0, step = await reader.read(); !step.done; step = await reader.read()) {
    size += step.value.length;
    if (size > MOST) throw new RangeError("unpacked too large");
    parts.push(step.value);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

const NAMED = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** Read by pattern, since the page's policy allows no parser of markup; deleted text (w:delText) is left out. */
function textOf(xml) {
  const pieces = xml.matchAll(/<w:t(?:\s[^<>]*)?>([^<]*)<\/w:t>|<w:(tab|br|cr)(?:\s[^<>]*)?\/>|(<\/w:p>)/g);
  const text = [...pieces].map(([, run, mark, end]) => (run !== undefined ? unescape(run) : mark === "tab" ? "\t" : "\n")).join("");
  return text.replace(/\n{3,}/g, "\n\n").trim();
}

const unescape = (text) =>
  text.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (all, ten, hex, name) =>
    name ? (NAMED[name] ?? all) : String.fromCodePoint(Math.min(0x10ffff, parseInt(ten ?? hex, ten ? 10 : 16))));
