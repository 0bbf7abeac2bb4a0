import { hasVoted } from "../../ballot.js";
import { createPoster } from "../../components/picture.js";
import { createTicket, createVoters } from "../../components/vote.js";
import { attr, elt, facts, fill, keyed, line, text } from "../../dom.js";
import { at } from "../../root.js";
import { filmPath } from "../../router.js";
import { titleOf } from "../../tally.js";
import { say } from "../../words/say.js";
import { factsOf } from "./grid.js";

/** What stage.css makes of the frame of one film, and of several. */
const SIZES = {
  one: "(min-width: 1750px) 420px, (min-width: 1000px) 25vw, (min-width: 700px) 29vw, 42vw",
  several: "(min-width: 700px) 18vw, 40vw",
};

/**
 * The film that the evening would be, or all that are level.
 * @param {(id: number) => void} toggle
 */
export function createStage(toggle) {
  const list = elt("ul", { class: "leads", "aria-label": say("stage.lead") });
  const more = elt("p", { class: "stage-more" });
  const call = elt("p", { class: "stage-call" }, say("stage.first"));
  const dom = elt("section", { class: "stage", "aria-label": say("stage.name") }, list, more);
  let sizes = SIZES.one;
  const leads = keyed(list, (/** @type {number} */ id) => createLead(id, sizes, toggle));

  /** @param {readonly number[]} ids @param {boolean} isCalling nobody has voted */
  function arrange(ids, isCalling) {
    sizes = ids.length > 1 ? SIZES.several : SIZES.one;
    leads.sync(ids);
    list.className = `leads leads-${ids.length}`;
    attr(list, "hidden", ids.length === 0);
    attr(call, "hidden", !isCalling);
    attr(dom, "hidden", ids.length === 0 && !isCalling);
  }

  /** @param {ReadonlySet<number>} leading */
  function sync(leading) {
    const others = [...leading].filter((id) => !leads.parts.has(id)).length;
    const isLevel = others > 0 && others < leading.size;
    line(more, isLevel ? say("stage.more", { count: others }) : null);
  }

  dom.prepend(call);
  return { dom, arrange, sync, parts: leads.parts };
}

/** @param {Film} film */
const moreOf = (film) => [...factsOf(film), film.directors[0], film.genres.slice(0, 2).join(", ")];

/**
 * What it has come to: alone in front, level with others, or no longer, until the order is new.
 * @param {Proposal} proposal
 * @param {import("./grid.js").Context} context
 */
function standing({ id, vote_count }, { leading, isOnly }) {
  if (isOnly) return say("stage.only");
  if (!leading.has(id)) return "\u00a0";
  const votes = say("votes", { count: vote_count });
  return say(leading.size > 1 ? "stage.tied" : "stage.leading", { votes });
}

/**
 * A film on the stage.
 * @param {number} id
 * @param {string} sizes of its poster
 * @param {(id: number) => void} toggle
 */
function createLead(id, sizes, toggle) {
  const poster = createPoster({ sizes, eager: true, first: true });
  const link = elt("a", { class: "card-link", href: at(filmPath(id)) });
  const leading = elt("p", { class: "card-leading" });
  const row = elt("p", { class: "facts card-facts" });
  const pitch = elt("q", { class: "lead-pitch", dir: "auto" });
  const plot = elt("p", { class: "lead-plot", dir: "auto" });
  const voters = createVoters();
  const names = elt("p", { class: "lead-names" });
  const ticket = createTicket(toggle, { worded: true });
  const title = elt("h2", { class: "card-title", dir: "auto" }, link);
  const foot = elt("div", { class: "lead-foot" }, ticket.dom, voters.dom, names);
  const words = elt("div", { class: "lead-words" }, leading, title, row, pitch, plot);
  const frame = elt("div", { class: "card-frame" }, poster.dom);
  const inside = elt("div", { class: "lead-inside" }, frame, words, foot);
  const dom = elt("li", { class: "card lead", id: `film-${id}` }, inside);

  /** @param {Proposal} proposal @param {import("./grid.js").Context} context */
  function sync(proposal, context) {
    const { film } = proposal;
    const { member, letters } = context;
    dom.classList.toggle("is-leading", context.leading.has(id));
    text(leading, standing(proposal, context));
    poster.sync(film);
    text(link, titleOf(proposal));
    facts(row, moreOf(film));
    line(pitch, proposal.note);
    line(plot, film.plot);
    voters.sync(proposal.voters ?? [], member, letters);
    fill(names, ...wanting(proposal.voters ?? [], member));
    ticket.sync(proposal, hasVoted(proposal, member));
  }

  return { dom, sync };
}

const NAMED = 2;

/**
 * "You, grace and 7 more".
 * @param {readonly Member[]} voters
 * @param {Member | null} member
 * @returns {(string | Node)[]}
 */
function wanting(voters, member) {
  const others = voters.filter((voter) => voter.id !== member?.id);
  const isMine = others.length < voters.length;
  const names = others.map((voter) => elt("bdi", {}, voter.name));
  const all = isMine ? [elt("bdi", {}, say("names.you")), ...names] : names;
  const rest = all.length - NAMED;
  const said = rest > 0 ? [...all.slice(0, NAMED), say("names.more", { count: rest })] : all;
  const glue = (/** @type {number} */ at) =>
    say(at === said.length - 1 ? "names.and" : "names.comma");
  return said.flatMap((name, at) => (at === 0 ? [name] : [glue(at), name]));
}
