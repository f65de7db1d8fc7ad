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

/** Where a score stands among the reference articles. */
export const BANDS = {
  well_below: "well below most articles",
  below: "below the middle half of articles",
  usual: "in the middle half of articles",
  above: "above the middle half of articles",
  well_above: "well above most articles",
};
export const STANDINGS = { well_below: "well below usual", below: "below usual", usual: "as usual", above: "above usual", well_above: "well above usual" };

/** What each group looks at. */
export const GROUP_MEANING = {
  sourcing: "who says it",
  wording: "neutral or loaded",
  weighing: "limits, evidence, other views",
  certainty: "fact or speculation",
  headline: "borne out by the text",
  presentation: "clean, signed and dated",
};

/** "loaded_language.wording" as "Loaded language: wording". */
export const kindName = (id) => titled(id.replace(".", ": "));

/** "+3", "\u22120.4", or "0" points. */
export function points(value) {
  const size = Math.abs(value);
  const shown = size >= 0.95 ? size.toFixed(0) : size.toFixed(1);
  return Number(shown) === 0 ? "0" : `${value < 0 ? MINUS : "+"}${shown}`;
}

const unitOf = (shown) => (["+1", `${MINUS}1`].includes(shown) ? "point" : "points");

/**
 * What log-odds do to the scores, in words: ["quality \u22124 points"]. Where the score has nothing left to lose, also
 * what they would take from an average article, so that a grave finding never looks free.
 */
export function cost(finding, report) {
  const { scores, contributions } = report;
  if (!scores) return [];
  const words = ["reliability", "quality"].flatMap((name) => {
    const share = finding.log_odds[name];
    if (Math.abs(share) < 0.005) return [];
    const { log_odds } = scores[name];
    const here = points(percent(log_odds) - percent(log_odds - share));
    const base = contributions?.[name].base ?? log_odds;
    const alone = percent(base + share) - percent(base);
    const spent = Math.abs(alone) >= 1 && Math.abs(percent(log_odds) - percent(log_odds - share)) < 1;
    if (spent) return [`${name} ${points(alone)} points on its own; other findings already take it here`];
    if (here === "0") return finding.severity === "high" ? [] : [`${name} by less than 0.1 points`];
    return [`${name} ${here} ${unitOf(here)}`];
  });
  if (!words.length && finding.flags) words.push(...together(finding, report));
  if (words.length || finding.severity !== "high") return words;
  const name = finding.signal === "junk" ? "quality" : "reliability";
  return [
    scores[name].value < 10
      ? `serious; other findings already bring ${name} down to ${ofHundred(scores[name].value)}`
      : "serious, but not part of the score: judge it yourself",
  ];
}

/**
 * What flags cost of which none costs anything by itself: the score would be no higher without one of them, and yet
 * they are why it is low. Their places bear that share as evidence.
 */
function together(finding, report) {
  const flags = finding.flags.map((index) => report.flags[index]);
  const kind = finding.id.slice(finding.id.indexOf(".") + 1);
  const share = (report.signals?.[finding.signal]?.evidence ?? [])
    .filter((one) => one.log_odds && one.kind === kind && flags.some((flag) => flag.start === one.start && flag.end === one.end))
    .reduce((sum, one) => sum + one.log_odds.reliability, 0);
  const { log_odds } = report.scores.reliability;
  const lost = points(percent(log_odds) - percent(log_odds - share));
  return flags.length < 2 || lost === "0" ? [] : [`reliability ${lost} ${unitOf(lost)} together, none alone`];
}

/** The same for a finding that changes no score. */
export const NO_COST = "for information, does not change the score";

/** `text` cut to `most` characters at a code point. */
export function short(text, most) {
  const points = Array.from(text.slice(0, 2 * most + 2));
  return points.length > most ? points.slice(0, most - 1).join("").trimEnd() + "…" : text;
}
