// What a reader gave, kept in this tab alone (sessionStorage), with an entry of the browser's history for each view.

const PREFIX = "scorer.";
const MOST = 8;

/** What is stored under `entry`, or null. */
export function load(entry) {
  try {
    return JSON.parse(sessionStorage.getItem(PREFIX + entry));
  } catch {
    return null;
  }
}

/** Stores `what` under `entry`. When the tab's room is full the oldest entries go first; false where it cannot be kept. */
export function store(entry, what) {
  const json = JSON.stringify(what);
  for (const old of [...others(entry).slice(0, -MOST), null, ...others(entry).slice(-MOST)]) {
    if (old !== null) sessionStorage.removeItem(PREFIX + old);
    else if (tryTo(entry, json)) return true;
  }
  return tryTo(entry, json);
}

function tryTo(entry, json) {
  try {
    sessionStorage.setItem(PREFIX + entry, json);
    return true;
  } catch {
    return false;
  }
}

const others = (entry) =>
  Object.keys(sessionStorage)
    .filter((key) => key.startsWith(PREFIX) && key !== PREFIX + entry)
    .map((key) => Number(key.slice(PREFIX.length)))
    .sort((a, b) => a - b);

/** The entry and view ("ask" or "report") of this place in the history. */
export const place = () => history.state ?? { entry: null, view: "ask" };

/** A new entry number, later than every other. */
export const fresh = () => Date.now();

export const here = (entry, view) => history.replaceState({ entry, view }, "", location.pathname);
export const forward = (entry, view) => history.pushState({ entry, view }, "", location.pathname);
