/** @typedef {Pick<ClubSettings, "name" | "sign_up" | "read_access" | "proposal_limit" | "language">} Values */

/** @type {(keyof Values)[]} */
export const SETTINGS = ["name", "sign_up", "read_access", "proposal_limit", "language"];

/**
 * What somebody has changed of what they saw.
 * @param {Values} seen
 * @param {Values} typed
 * @returns {Partial<Values>}
 */
export const changesIn = (seen, typed) =>
  Object.fromEntries(
    SETTINGS.filter((key) => typed[key] !== seen[key]).map((key) => [key, typed[key]]),
  );

/**
 * What is to stand there once somebody else has changed the settings: what they changed, but for what
 * this reader has changed as well.
 * @param {Values} seen
 * @param {Values} typed
 * @param {Values} fresh
 * @returns {Values}
 */
export const merged = (seen, typed, fresh) => ({ ...fresh, ...changesIn(seen, typed) });

/**
 * A language in words: "American English"; null where nobody knows it.
 * @param {string} tag
 */
export function languageOf(tag) {
  if (!/^[a-z]{2}-[A-Z]{2}$/.test(tag) || typeof Intl.DisplayNames !== "function") return null;
  const name = new Intl.DisplayNames("en", { type: "language", fallback: "none" }).of(tag);
  return name ?? null;
}
