import { hasVoted } from "../../ballot.js";
import { createPoster } from "../../components/picture.js";
import { createTicket, createVoters } from "../../components/vote.js";
import { attr, elt, facts, keyed, text } from "../../dom.js";
import { runtime } from "../../format.js";
import { at } from "../../root.js";
import { filmPath } from "../../router.js";
import { titleOf } from "../../tally.js";
import { say } from "../../words/say.js";

/** What room.css makes of the columns. */
const SIZES =
  "(min-width: 2000px) 260px, (min-width: 1000px) 180px, (min-width: 600px) 22vw, calc(50vw - 27px)";
const ABOVE_THE_FOLD = 6;
/** On a phone the first row is in sight below the stage. */
const FIRST = 2;

/** @type {Partial<Record<Film['metadata']['state'], Key>>} */
const UNTOLD = { pending: "card.pending", unknown: "card.unknown" };

/** @param {Film['metadata']['state']} state */
function untold(state) {
  const key = UNTOLD[state];
  return key && say(key);
}

/** The least to know of a film, or why it is not known. @param {Film} film */
export const factsOf = ({ title, year, runtime_minutes, metadata }) => [
  year,
  runtime_minutes && runtime(runtime_minutes),
  title === null && untold(metadata.state),
];

/** @param {Key} key @param {number} count */
const counted = (key, count) => (count > 0 ? [say(key, { count })] : []);

/** How many know it already or want to see it, which members are told. @param {Proposal} proposal */
const toldOf = ({ voters, seen_count, wish_count }) =>
  voters ? [...counted("card.seen", seen_count), ...counted("card.wished", wish_count)] : [];

/**
 * What a film's card is told besides the film.
 * @typedef {object} Context
 * @property {Member | null} member
 * @property {ReadonlySet<number>} leading ids of all films with the most votes
 * @property {boolean} isOnly the club has no other film
 * @property {Map<string, string>} letters
 */

/**
 * The films that are not on the stage.
 * @param {(id: number) => void} toggle
 */
export function createGrid(toggle) {
  const dom = elt("ul", { class: "cards", "aria-label": say("card.films") });
  /** @type {readonly number[]} */
  let shown = [];
  const cards = keyed(dom, (/** @type {number} */ id) => createCard(id, shown.indexOf(id), toggle));

  /** @param {readonly number[]} ids */
  function arrange(ids) {
    shown = ids;
    cards.sync(ids);
    attr(dom, "hidden", ids.length === 0);
  }

  return { dom, arrange, parts: cards.parts };
}

/**
 * One film on the vote page.
 * @param {number} id
 * @param {number} rank where it stands as it is made
 * @param {(id: number) => void} toggle
 */
function createCard(id, rank, toggle) {
  const poster = createPoster({
    sizes: SIZES,
    eager: rank < ABOVE_THE_FOLD,
    first: rank < FIRST,
  });
  const link = elt("a", { class: "card-link", href: at(filmPath(id)) });
  const line = elt("p", { class: "facts card-facts" });
  const leading = elt("p", { class: "card-leading" });
  const seen = elt("p", { class: "card-seen" });
  const voters = createVoters();
  const ticket = createTicket(toggle);
  const title = elt("h2", { class: "card-title", dir: "auto" }, link);
  const dom = elt(
    "li",
    { class: "card", id: `film-${id}` },
    elt("div", { class: "card-frame" }, poster.dom, leading, seen),
    elt("div", { class: "card-words" }, title, line),
    elt("div", { class: "card-foot" }, voters.dom, ticket.dom),
  );

  /** @param {Proposal} proposal @param {Context} context */
  function sync(proposal, { member, leading: leaders, letters }) {
    const { tonight } = proposal;
    const isLeading = tonight || leaders.has(id);
    poster.sync(proposal.film);
    text(link, titleOf(proposal));
    facts(line, [...factsOf(proposal.film), proposal.same_as && say("card.twice")]);
    text(seen, toldOf(proposal).join("\n"));
    dom.classList.toggle("is-leading", isLeading);
    text(leading, say(tonight ? "tonight" : leaders.size > 1 ? "card.tied" : "card.leading"));
    attr(leading, "hidden", !isLeading);
    voters.sync(proposal.voters ?? [], member, letters);
    ticket.sync(proposal, hasVoted(proposal, member));
  }

  return { dom, sync };
}
