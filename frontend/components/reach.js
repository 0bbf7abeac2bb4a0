// At which addresses other devices reach the club.
import { at } from "../root.js";

/** Names of the very device on which the page is open. */
const LOOPBACK = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/;

/** @param {string} hostname */
export const isLoopback = (hostname) => LOOPBACK.test(hostname);

/** Where others reach the club. @param {Club | null} club */
export function elsewhere(club) {
  const named = club?.public_url;
  if (named && !isLoopback(new URL(named).hostname)) return [named];
  return club?.network_urls ?? [];
}

/** The page at an address that others can open; null: they can open none. @param {Club | null} club */
export function homeOf(club) {
  const home = isLoopback(location.hostname) ? elsewhere(club)[0] : location.origin + at("/");
  return home ? home.replace(/\/?$/, "/") : null;
}
