import { ApiError } from "../../api.js";
import { disc } from "../../components/vote.js";
import { attr, elt, keyed, line, text } from "../../dom.js";
import { initials } from "../../format.js";
import { films, isInside, letters } from "../../state.js";
import { say } from "../../words/say.js";
import { missingVoters } from "./calls.js";

/** Names that the screen has room for. */
const ROOM = 6;

/** Ids of all who have voted for something, by the list. @param {State} state */
export const votersOf = (state) =>
  new Set(films(state).flatMap(({ voters }) => (voters ?? []).map(({ id }) => id)));

/**
 * Those of `members` who still haven't voted, sorted by name.
 * @param {readonly Member[]} members @param {ReadonlySet<number>} voters
 */
export const stillMissing = (members, voters) =>
  members
    .filter(({ id }) => !voters.has(id))
    .sort((one, other) => one.name.localeCompare(other.name));

/** @param {State} state */
const isTold = ({ club }) =>
  club !== null && isInside(club) && club.missing_voters === "members" && !club.tonight;

/** Rows with the same key look the same. @param {Member} member */
const keyOf = ({ id, name, color }) => `${id} ${name} ${color}`;

/** Names of those who have not voted, in one column. */
function createNames() {
  const title = elt("h2", { class: "missing-title" });
  const list = elt("ul", { class: "missing-list" });
  const more = elt("p", { class: "missing-more" });
  const dom = elt("div", { class: "missing", hidden: true }, title, list, more);
  /** @type {Map<string, Member>} */
  let known = new Map();
  /** @type {Map<string, string>} */
  let faces = new Map();
  const rows = keyed(list, (/** @type {string} */ key) => {
    const member = /** @type {Member} */ (known.get(key));
    return { dom: elt("li", {}, disc(member, faces), elt("span", { dir: "auto" }, member.name)) };
  });

  /** @param {readonly Member[]} missing @param {Map<string, string>} given */
  function show(missing, given) {
    const named = missing.slice(0, ROOM);
    known = new Map(named.map((member) => [keyOf(member), member]));
    faces = new Map([...initials(named.map(({ name }) => name)), ...given]);
    text(title, say(missing.length > 0 ? "screen.missing" : "screen.all-in"));
    rows.sync([...known.keys()]);
    const rest = missing.length - named.length;
    line(more, rest > 0 ? say("screen.more", { count: rest }) : null);
  }

  return { dom, show };
}

/**
 * Who has not voted yet, where the club shows that.
 * @param {Page} page
 * @param {() => void} changed
 */
export function createMissing(page, changed) {
  const names = createNames();
  /** Null: the club has not been asked. @type {readonly Member[] | null} */
  let members = null;
  /** @type {ReadonlySet<number>} */
  let voters = new Set();
  let isAsking = false;

  /** @param {State} state */
  function show(state) {
    attr(names.dom, "hidden", members === null || !isTold(state));
    if (members) names.show(stillMissing(members, voters), letters(state));
  }

  async function ask() {
    if (isAsking || page.state().route.name !== "screen" || !isTold(page.state())) return;
    isAsking = true;
    const { turn } = page.state();
    const fresh = await missingVoters().catch(passOver);
    isAsking = false;
    if (fresh === null || turn !== page.state().turn) return;
    members = fresh;
    show(page.state());
    changed();
  }

  /** Who has taken their last vote back is missing again: the club knows. @param {State} state */
  function sync(state) {
    const before = voters;
    voters = votersOf(state);
    if (members === null || [...before].some((id) => !voters.has(id))) ask();
    show(state);
  }

  function forget() {
    [members, voters] = [null, new Set()];
  }

  page.asks.add(ask);
  return { dom: names.dom, sync, forget };
}

/** It is asked again soon, and the page says by itself what is wrong. @param {unknown} error */
function passOver(error) {
  if (!(error instanceof ApiError)) throw error;
  return null;
}
