// From a report to what the page lists: findings in their order, the groups with their worst place, and the
// scores without what the reader rejected. No element is made here.

import { percent } from "./words.js";

export const SEVERITIES = ["high", "medium", "low"];
/** The six groups, in the order of the page. */
export const GROUPS = ["sourcing", "wording", "weighing", "certainty", "headline", "presentation"];
/** Log-odds below this are shown as nothing. */
const NOTHING = 0.005;

const total = (flag) => flag.log_odds.reliability + flag.log_odds.quality;
const grave = (flag) => SEVERITIES.indexOf(flag.severity);

/**
 * Findings, the gravest first: {number, id, signal, severity, flags, log_odds, moves}. Flags of one kind are one
 * finding; `flags` are their places in `report.flags`, the costliest first. `moves`: whether a score changes.
 */
export function findingsOf(report) {
  const byKind = new Map();
  report.flags.forEach((flag, index) => {
    if (!byKind.has(flag.id)) byKind.set(flag.id, []);
    byKind.get(flag.id).push(index);
  });
  const findings = [...byKind].map(([id, indices]) => {
    const flags = indices.map((index) => report.flags[index]);
    const log_odds = {
      reliability: flags.reduce((sum, flag) => sum + flag.log_odds.reliability, 0),
      quality: flags.reduce((sum, flag) => sum + flag.log_odds.quality, 0),
    };
    return {
      id,
      signal: flags[0].signal,
      severity: SEVERITIES[Math.min(...flags.map(grave))],
      flags: indices.sort((a, b) => grave(report.flags[a]) - grave(report.flags[b]) || total(report.flags[a]) - total(report.flags[b]) || a - b),
      log_odds,
      moves: Boolean(report.scores) && flags.some((flag) => moves(flag.log_odds.reliability) || moves(flag.log_odds.quality)),
    };
  });
  findings.sort((a, b) => grave(a) - grave(b) || total(a) - total(b) || a.flags[0] - b.flags[0]);
  findings.forEach((finding, i) => {
    finding.number = i + 1;
  });
  return findings;
}

const moves = (share) => Math.abs(share) >= NOTHING;

/** The practice that a flag belongs to. */
const groupOfFlag = (flag, groupOf) => groupOf(flag.signal, flag.id.split(".")[1]);

/**
 * The groups of the reliability score, in the page's order, each with the place that lowers it most:
 * {group, log_odds, points, standing, worst: {start, end, quote, flag, log_odds} | null}. Empty where the report has none.
 */
export function groupsOf(report, rejected, groupOf) {
  const groups = report.groups?.reliability ?? [];
  if (!groups.length) return [];
  const worst = new Map();
  const offer = (group, place) => {
    if (!group || place.log_odds > -NOTHING) return;
    if (!worst.has(group) || place.log_odds < worst.get(group).log_odds) worst.set(group, place);
  };
  report.flags.forEach((flag, index) => {
    if (rejected.has(index) || flag.start === null) return;
    offer(groupOfFlag(flag, groupOf), { start: flag.start, end: flag.end, quote: flag.quote, flag: index, log_odds: flag.log_odds.reliability });
  });
  for (const [signal, found] of Object.entries(report.signals ?? {}))
    for (const one of found.evidence) {
      const share = typeof one.log_odds === "number" ? one.log_odds : one.log_odds?.reliability;
      if (!share || one.start === undefined) continue;
      const flag = report.flags.findIndex((flag, index) => !rejected.has(index) && flag.start === one.start && flag.end === one.end);
      offer(groupOf(signal, one.kind), { start: one.start, end: one.end, quote: null, flag: flag < 0 ? null : flag, log_odds: share });
    }
  const order = (group) => (GROUPS.indexOf(group.group) + GROUPS.length + 1) % (GROUPS.length + 1);
  return [...groups].sort((a, b) => order(a) - order(b)).map((group) => ({ ...group, worst: worst.get(group.group) ?? null }));
}

/** Points of 100 that `logOdds` take from or add to `score`. */
export const pointsOf = (score, logOdds) => percent(score.log_odds) - percent(score.log_odds - logOdds);

/**
 * The report without the `rejected` flags (places in `report.flags`). A score moves by exactly their shares; its
 * place among the reference articles is not known then, and is null. The sums keep adding up: each group that is
 * touched gets a line of its own in the table of features.
 */
export function without(report, rejected, groupOf) {
  if (!rejected.size) return report;
  const gone = [...rejected].map((index) => report.flags[index]);
  const flags = report.flags.filter((_, index) => !rejected.has(index));
  if (!report.scores) return { ...report, flags };
  const scores = {};
  const contributions = {};
  const groups = {};
  for (const name of ["reliability", "quality"]) {
    const byGroup = new Map();
    for (const flag of gone) {
      const group = groupOfFlag(flag, groupOf) ?? "presentation";
      byGroup.set(group, (byGroup.get(group) ?? 0) + flag.log_odds[name]);
    }
    const share = gone.reduce((sum, flag) => sum + flag.log_odds[name], 0);
    const old = report.scores[name];
    const moved = (value) => (share === 0 ? value : percent(Math.log(value / (100 - value)) - share));
    const ends = { value: moved(old.value), low: moved(old.low), high: moved(old.high) };
    scores[name] = { ...old, ...ends, log_odds: old.log_odds - share, ...(share ? { percentile: null, band: null } : {}) };
    const lines = [...byGroup].filter(([, part]) => part !== 0).map(([group, part]) => rejectedLine(group, -part, gone.length));
    contributions[name] = { ...report.contributions[name], features: [...report.contributions[name].features, ...lines] };
    groups[name] = (report.groups?.[name] ?? []).map((one) => {
      const log_odds = one.log_odds - (byGroup.get(one.group) ?? 0);
      return { ...one, log_odds, points: pointsOf(scores[name], log_odds) };
    });
  }
  return { ...report, flags, scores, contributions, groups: report.groups ? groups : report.groups };
}

function rejectedLine(group, logOdds, count) {
  const meaning = "findings that the reader rejected";
  return { signal: "reader", group, feature: `rejected_findings.${group}`, value: count, usual: [0, 0], log_odds: logOdds, meaning };
}

/** Kinds that were looked for and not found, by signal: [[signal, [kind, …]], …]. */
export function notFound(report, kinds) {
  const found = new Set(report.flags.map((flag) => flag.id));
  const bySignal = new Map();
  for (const kind of kinds.values()) {
    if (found.has(kind.id)) continue;
    const signal = kind.id.split(".")[0];
    if (!bySignal.has(signal)) bySignal.set(signal, []);
    bySignal.get(signal).push(kind);
  }
  return [...bySignal];
}
