// DESIGN: this browser keeps votes that the server hasn't answered yet, for the member who cast them.
// They outlast a reload, a closed browser and an ended session. Each has an entry of its own, by member
// and film, so two tabs never overwrite each other's. An entry also says which proposal was meant, by its
// moment: a restored backup gives out ids again, and the site may have had another club before.
import { keep } from "../recall.js";
import { root } from "../root.js";

/** After this long nobody remembers what they voted for. */
const LONGEST_MS = 30 * 24 * 60 * 60 * 1_000;
const EVERY = "marquee.vote ";
const PREFIX = `${EVERY}${root} `;
/** Of a page, until it has this program (main.js); then comes the moment when the page began. */
const WISHES = `marquee.wishes ${root} `;

/** @param {{member: number, id: number}} vote */
const keyOf = ({ member, id }) => `${PREFIX}${member} ${id}`;

/** Whose entry that is, and for which film. @param {string | null} key */
export function ownerOf(key) {
  if (!key?.startsWith(PREFIX)) return null;
  const [member, id] = key.slice(PREFIX.length).split(" ").map(Number);
  return { member, id };
}

/** @param {string | null} key @param {string | null} text @returns {KeptVote | null} */
export function voteIn(key, text) {
  const owner = ownerOf(key);
  if (!owner || !text) return null;
  try {
    const { voted, isWaiting, title, created, at } = JSON.parse(text);
    const isOurs = typeof voted === "boolean" && typeof title === "string";
    return isOurs ? { ...owner, voted, isWaiting, title, created, at, isLasting: true } : null;
  } catch {
    return null;
  }
}

/** The next visit asks for what waits at once, where there is something (main.js). */
function mark() {
  const isAny = Object.keys(localStorage).some((key) => key.startsWith(EVERY));
  keep("waiting", isAny ? "yes" : "no");
}

/** @param {KeptVote} vote @returns {boolean} false: the browser keeps nothing, or has no room */
export function write(vote) {
  const { voted, isWaiting, title, created, at } = vote;
  try {
    localStorage.setItem(keyOf(vote), JSON.stringify({ voted, isWaiting, title, created, at }));
    mark();
    return true;
  } catch {
    return false;
  }
}

/** @param {string} key @returns {[member: number | null, ...ballot: [id: number, wish: Wish][]]} */
function wishesIn(key) {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "");
  } catch {
    return [null];
  }
}

/** @param {string} key */
function takeWishes(key) {
  const [member, ...ballot] = wishesIn(key);
  const at = Number(key.slice(WISHES.length));
  localStorage.removeItem(key);
  for (const [id, { voted, isSent }] of ballot) {
    if (!member || !isSent) continue;
    const vote = {
      member,
      id,
      voted,
      isWaiting: true,
      title: "",
      created: "",
      at,
      isLasting: true,
    };
    if ((readAgain(vote)?.at ?? 0) < at) write(vote);
  }
}

/** Keeps the votes of pages that went before they had this program. */
export function takeLost() {
  try {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(WISHES));
    keys.forEach(takeWishes);
    mark();
  } catch {
    return; // a browser that keeps nothing
  }
}

/** As it is by now; null: another tab has seen to it. @param {KeptVote} vote @returns {KeptVote | null} */
export function readAgain(vote) {
  try {
    return voteIn(keyOf(vote), localStorage.getItem(keyOf(vote)));
  } catch {
    return null;
  }
}

/** Not what was written since. @param {KeptVote} vote */
export function erase(vote) {
  const now = readAgain(vote);
  if (!now || now.at !== vote.at) return;
  localStorage.removeItem(keyOf(vote));
  mark();
}

/** Those of all members, the oldest first. @returns {KeptVote[]} */
export function keptVotes() {
  try {
    const votes = Object.keys(localStorage).flatMap(
      (key) => voteIn(key, localStorage.getItem(key)) ?? [],
    );
    const isOld = (/** @type {KeptVote} */ { at }) => Date.now() - at > LONGEST_MS;
    votes.filter(isOld).forEach(erase);
    return votes.filter((vote) => !isOld(vote)).sort((a, b) => a.at - b.at);
  } catch {
    return [];
  }
}

/** @param {number} member */
export const keptVotesOf = (member) => keptVotes().filter((vote) => vote.member === member);

/** A member who signs out leaves nothing behind. @param {number} member */
export function eraseVotesOf(member) {
  keptVotesOf(member).forEach(erase);
}
