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
  return { kinds, noVerdict: info.no_verdict, reasons: info.not_scored };
}

/** The report of an article, with the judged text in it. */
export function score(article, key) {
  const headers = { "Content-Type": "application/json", ...(key ? { "X-API-Key": key } : {}) };
  return ask("/v1/score", { method: "POST", headers, body: JSON.stringify({ ...article, include_text: true }) });
}

async function ask(address, options) {
  let response;
  try {
    response = await fetch(address, options);
  } catch {
    throw new ServiceError("The service does not answer. Is it still running?");
  }
  const body = await response.json().catch(() => null);
  if (response.ok && body) return body;
  const words = [body?.title, body?.detail].filter(Boolean).join(". ");
  throw new ServiceError(words || `The service answered with error ${response.status}.`, response.status);
}
