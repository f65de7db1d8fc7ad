// Talks to the service that served the page, and to nothing else.

/** Told to the reader as it stands. */
export class ServiceError extends Error {
  constructor(message, status = 0) {
    super(message);
    this.status = status;
  }
}

/** What is looked for, by flag id, and the sentences that belong to every score. */
export async function readSignals() {
  const info = await ask("/v1/signals");
  const kinds = new Map(info.signals.flatMap((signal) => signal.flags.map((kind) => [kind.id, kind])));
  return { kinds, groupOf: groupsOfKinds(info.signals), noVerdict: info.no_verdict, reasons: info.not_scored };
}

/** (signal, kind) => the practice: that of the feature which counts this kind of flag or evidence, else the signal's. */
function groupsOfKinds(signals) {
  const known = new Map(signals.map((signal) => [signal.id, signal]));
  return (id, kind) => {
    const signal = known.get(id);
    const counted = kind ? signal?.features.find((feature) => feature.group && feature.name.includes(kind)) : null;
    return counted?.group ?? signal?.group ?? null;
  };
}

/** The report of an article, with the judged text in it. */
export function score(article, key) {
  const headers = { "Content-Type": "application/json", ...(key ? { "X-API-Key": key } : {}) };
  return ask("/v1/score", { method: "POST", headers, body: JSON.stringify({ ...article, include_text: true }) });
}

/** Characters of a request that any service takes (SCORER_BODY_BYTES is a megabyte if not set otherwise). */
const MOST = 900_000;

/** The report in another form, as text: markdown, html, csv or annotations. A very long one goes without its evidence. */
export async function exported(format, report, key) {
  const whole = JSON.stringify({ format, report });
  const body = whole.length > MOST ? JSON.stringify({ format, report: { ...report, signals: {} } }) : whole;
  const headers = { "Content-Type": "application/json", ...(key ? { "X-API-Key": key } : {}) };
  const response = await send("/v1/export", { method: "POST", headers, body });
  if (response.ok) return response.text();
  throw await failure(response);
}

async function send(address, options) {
  try {
    return await fetch(address, options);
  } catch {
    throw new ServiceError("The service does not answer. Is it still running?");
  }
}

async function ask(address, options) {
  const response = await send(address, options);
  const body = response.ok ? await response.json().catch(() => null) : null;
  if (body) return body;
  throw await failure(response);
}

async function failure(response) {
  const body = await response.json().catch(() => null);
  const words = [body?.title, body?.detail].filter(Boolean).join(". ");
  return new ServiceError(words || `The service answered with error ${response.status}.`, response.status);
}
