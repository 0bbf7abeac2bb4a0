import { isKnown, say, sayWith } from "../../words/say.js";
import { device } from "../me/device.js";

/**
 * How somebody's name, and a film that one can go to, are shown.
 * @typedef {object} Pen
 * @property {(name: string) => Node | string} name
 * @property {(film: NonNullable<Deed["proposal"]>) => Node | string} film
 * @property {(film: NonNullable<Deed["film"]>) => Node | string} title of a film that has no place here
 */

/** @param {Deed} deed @param {number} myId @param {Pen} pen */
function actorOf({ actor, by_host, area }, myId, pen) {
  if (by_host) return say(area === "proposals" ? "log.server" : "log.host");
  if (!actor) return say("log.former");
  return actor.id === myId ? say("log.you") : pen.name(actor.name);
}

/** @param {Member | null} member @param {number} myId @param {Pen} pen */
function memberOf(member, myId, pen) {
  if (!member) return say("log.former-there");
  return member.id === myId ? say("log.you-there") : pen.name(member.name);
}

/** "an invitation (no. 3)" @param {"invitation" | "token"} what @param {number | null | undefined} number */
const numbered = (what, number) =>
  number ? say(`log.${what}-number`, { number: String(number) }) : say(`log.${what}`);

/** @param {string | undefined} names as the server tells them, with spaces between */
function settingsOf(names) {
  const all = (names ?? "").split(" ").map((name) => {
    const key = /** @type {Key} */ (`changed.${name}`);
    return isKnown(key) ? say(key) : name.replace(/_/g, " ");
  });
  return all.join(say("names.comma"));
}

/** Null where nobody can say what it is. @param {string | null | undefined} userAgent */
function deviceOf(userAgent) {
  const name = device(userAgent ?? null);
  return [say("me.unknown-device"), say("me.a-browser")].includes(name) ? null : name;
}

/** What it is about. @param {Deed} deed @param {Pen} pen */
function filmOf({ proposal, screening, film }, pen) {
  if (proposal) return pen.film(proposal);
  const named = screening ?? film;
  return named ? pen.title(named) : say("log.film-gone");
}

/** Kinds that concern whoever proposed the film, and whose sentences would not name them. */
const FILM_OF_SOMEBODY = new Set([
  "linked",
  "settled",
  "start_changed",
  "fell_through",
  "watched",
  "screening_changed",
  "screening_removed",
  "screening_restored",
]);

/** "M", or "M (proposed by you)" @param {Deed} deed @param {number} myId @param {Pen} pen */
function filmWithProposer(deed, myId, pen) {
  const { kind, member, actor } = deed;
  const film = filmOf(deed, pen);
  if (!FILM_OF_SOMEBODY.has(kind) || !member || member.id === actor?.id) return [film];
  return sayWith("log.film-of", { film, member: memberOf(member, myId, pen) });
}

/** "Charade, M and 3 more" @param {Deed} deed @param {Pen} pen @returns {(Node | string)[]} */
function drawnOf({ params: { drawn = [], drawn_from: count } }, pen) {
  const films = drawn.map(pen.film);
  const left = (count ?? 0) - films.length;
  const all = left > 0 ? [...films, say("names.more", { count: left })] : films;
  const between = (/** @type {number} */ i) =>
    i === 0 ? "" : say(i === all.length - 1 ? "names.and" : "names.comma");
  return all.flatMap((each, i) => [between(i), each]);
}

/** What a kind has a sentence for besides its own. @type {Record<string, (params: Deed["params"]) => string | null | undefined | false>} */
const detail = {
  joined: ({ how }) => how,
  list_brought: ({ list }) => list,
  club_list_brought: ({ list }) => list,
  role: ({ role }) => role,
  limit: ({ proposal_limit: limit }) => limit === null && "none",
  signed_in: ({ user_agent }) => deviceOf(user_agent) && "device",
  token_made: ({ scope }) => scope,
  settled: ({ drawn_from: count }) => Boolean(count) && (count === 1 ? "alone" : "drawn"),
};

/** The sentence that says most. @param {Deed} deed @returns {Key} */
function keyOf({ kind, actor, by_host, member, params }) {
  const isOwn = !by_host && actor?.id === member?.id;
  const more = detail[kind]?.(params);
  const stems = [more && `${kind}.${more}`, kind].filter(Boolean);
  const ends = [by_host && ".host", !member && ".gone", isOwn && ".own", ""];
  const keys = stems.flatMap((stem) =>
    ends.filter((end) => end !== false).map((end) => `deed.${stem}${end}`),
  );
  return /** @type {Key} */ (keys.find(isKnown) ?? "deed.other");
}

/**
 * What happened, in a sentence for whoever reads it.
 * @param {Deed} deed
 * @param {number} myId
 * @param {Pen} pen
 * @returns {(Node | string)[]}
 */
export function sentenceOf(deed, myId, pen) {
  const { member, other, params } = deed;
  return sayWith(keyOf(deed), {
    who: actorOf(deed, myId, pen),
    member: memberOf(member, myId, pen),
    film: filmWithProposer(deed, myId, pen),
    other: other ? pen.film(other) : say("log.film-gone"),
    imdb: params.imdb_id ?? "",
    invitation: numbered("invitation", params.invitation_id),
    token: numbered("token", params.token_id),
    films: say("films", { count: params.proposal_limit ?? params.films ?? 0 }),
    drawn: drawnOf(deed, pen),
    device: deviceOf(params.user_agent) ?? "",
    devices: say("log.devices", { count: params.sessions ?? 1 }),
    settings: settingsOf(params.settings),
    entries: say("log.entries", { count: params.entries ?? 0 }),
  });
}
