// From ranges in code points to pieces of text in UTF-16, each with all the ranges that cover it.

/** For every code point of `text` its place in UTF-16; null where the two are the same. */
export function utf16Places(text) {
  if (!/[\ud800-\udfff]/.test(text)) return null;
  const places = new Uint32Array(text.length + 1);
  let count = 0;
  for (let at = 0; at < text.length; count += 1) {
    places[count] = at;
    at += text.codePointAt(at) > 0xffff ? 2 : 1;
  }
  places[count] = text.length;
  return places.subarray(0, count + 1);
}

/**
 * Lines of pieces that together are exactly `text`. `ranges` are {start, end, …} in code points; a piece is
 * {text, ranges} with the ranges that cover it, in their given order.
 */
export function linesOfPieces(text, ranges) {
  const places = utf16Places(text);
  const place = (point) => (places ? places[Math.min(point, places.length - 1)] : Math.min(point, text.length));
  const opens = new Map();
  const closes = new Map();
  const cuts = new Set([0, text.length]);
  const add = (map, at, range) => (map.has(at) ? map.get(at).push(range) : map.set(at, [range]));
  for (const range of ranges) {
    const [start, end] = [place(range.start), place(range.end)];
    if (end <= start) continue;
    add(opens, start, range);
    add(closes, end, range);
    cuts.add(start).add(end);
  }
  const lineStarts = new Set([0]);
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) {
    lineStarts.add(at + 1);
    cuts.add(at + 1);
  }
  const order = new Map(ranges.map((range, i) => [range, i]));
  const bounds = [...cuts].sort((a, b) => a - b);
  const active = new Set();
  const lines = [];
  for (let i = 0; i + 1 < bounds.length; i += 1) {
    const at = bounds[i];
    for (const range of closes.get(at) ?? []) active.delete(range);
    for (const range of opens.get(at) ?? []) active.add(range);
    if (lineStarts.has(at)) lines.push([]);
    const covering = [...active].sort((a, b) => order.get(a) - order.get(b));
    lines.at(-1).push({ text: text.slice(at, bounds[i + 1]), ranges: covering });
  }
  return lines;
}
