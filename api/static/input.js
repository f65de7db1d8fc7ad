// What a person pastes, drops or opens, turned into an article to send.

/** A page of some structure; a bare styled line from an editor is better read as text. */
const STRUCTURED = /<(article|main|p|h[1-6]|li|table|blockquote)[\s>]/i;

/** HTML from the clipboard if it is a page or a part of one, else null. */
export function clipboardHtml(data) {
  const html = data?.getData("text/html") ?? "";
  return STRUCTURED.test(html) ? html : null;
}

/** {text} or {html, text} of a file; HTML is told by its name or its first characters. */
export async function readFile(file) {
  const bytes = await file.arrayBuffer();
  const content = decode(bytes).toWellFormed();
  const isHtml = /\.html?$/i.test(file.name) || /^\s*(<!doctype html|<html[\s>])/i.test(content);
  return isHtml ? { html: content, text: visibleText(content) } : { text: content };
}

function decode(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

/** The text of a page as the box shows it: tags cut out by hand, so that nothing of it is ever parsed or run. */
function visibleText(html) {
  return html
    .replace(/<(script|style|noscript)\b[^>]*>[\s\S]*?<\/\1\s*>/gi, " ")
    .replace(/<\/?(p|div|br|li|h[1-6]|tr|section|article)\b[^>]*>/gi, "\n")
    .replace(/<[^>]*>/g, "")
    .replace(/[ \t]+/g, " ")
    .replace(/\s*\n\s*/g, "\n")
    .trim();
}
