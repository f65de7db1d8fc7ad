// Numbers and names as a person reads them.

const MINUS = "\u2212";

export const percent = (logOdds) => 100 / (1 + Math.exp(-logOdds));

/** A score in whole points; never a bare 0 or 100, which would claim certainty. */
export const ofHundred = (value) => (value < 0.5 ? "<1" : value >= 99.5 ? ">99" : String(Math.round(value)));

/** The same at the start of a sentence. */
export const aboutHundred = (value) =>
  value < 0.5 ? "Fewer than 1" : value >= 99.5 ? "More than 99" : `About ${Math.round(value)}`;

/** "+0.39" or "−0.39". */
export function signed(value, digits = 2) {
  const shown = Math.abs(value).toFixed(digits);
  return (Number(shown) === 0 ? "" : value < 0 ? MINUS : "+") + shown;
}

/** A feature's value: few digits, no trailing zeros. */
export function plain(value) {
  const size = Math.abs(value);
  const shown = size >= 100 ? value.toFixed(0) : size >= 10 ? value.toFixed(1) : value.toFixed(2);
  return (shown.includes(".") ? shown.replace(/\.?0+$/, "") : shown).replace("-", MINUS);
}

/** "loaded_language" as "Loaded language"; words get a capital. */
export function titled(id) {
  const words = id.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export const many = (count, one, more) => `${count.toLocaleString("en")} ${count === 1 ? one : more}`;

/**
 * Roundings of `values` to `digits` decimals that add up to the rounding of their sum, so that the sum can
 * be checked by eye. The largest remainders are rounded up (Hamilton's method).
 */
export function roundedToSum(values, digits = 2) {
  const unit = 10 ** digits;
  const whole = values.map((value) => Math.floor(value * unit));
  const total = Math.round(values.reduce((sum, value) => sum + value, 0) * unit);
  let missing = total - whole.reduce((sum, value) => sum + value, 0);
  const order = values.map((value, i) => [value * unit - whole[i], i]).sort((a, b) => b[0] - a[0]);
  for (const [, i] of order) {
    if (missing <= 0) break;
    whole[i] += 1;
    missing -= 1;
  }
  return whole.map((value) => value / unit);
}

/** What a flag does to the scores, in points of 100 and in log-odds; empty where nothing was scored. */
export function cost(flag, scores) {
  if (!scores) return [];
  return ["reliability", "quality"].flatMap((name) => {
    const share = flag.log_odds[name];
    if (Math.abs(share) < 0.005) return [];
    const points = percent(scores[name].log_odds) - percent(scores[name].log_odds - share);
    const size = Math.abs(points) < 0.05 ? "less than 0.1" : Math.abs(points).toFixed(1);
    const unit = size === "1.0" ? "point" : "points";
    return [`${share < 0 ? "costs" : "adds"} ${size} ${unit} of ${name} (${signed(share)})`];
  });
}

/** `text` cut to `most` characters at a code point. */
export function short(text, most) {
  const points = Array.from(text.slice(0, 2 * most + 2));
  return points.length > most ? points.slice(0, most - 1).join("").trimEnd() + "…" : text;
}
