import { attr, elt, on } from "../../dom.js";
import { finderOf } from "../../finding.js";
import { folded } from "../../folding.js";
import { titleOf } from "../../tally.js";
import { say, sayWith } from "../../words/say.js";
import { createHit, hitOf } from "./hit.js";

/** "Solaris (1972)" @param {string} title */
function withoutYear(title) {
  const [, name, year] = /^(.+?)\s*[([](\d{4})[)\]]$/.exec(title.trim()) ?? [null, title, null];
  return { name, year: year === null ? null : Number(year) };
}

/** Without what one leaves out as one types. @param {string} title */
const bare = (title) =>
  folded(title)
    .replace(/[^\p{L}\p{M}\p{N} ]/gu, " ")
    .replace(/\s+/g, " ")
    .trim()
    .replace(/^(the|an?) (?=.)/, "");

/** A film may have come out a year later in another country. @param {number | null} a @param {number | null} b */
const mayBe = (a, b) => a === null || b === null || Math.abs(a - b) <= 1;

/**
 * The film that is up under this title, and no other year.
 * @param {readonly Proposal[]} open
 * @param {{title: string, year: number | null}} typed
 */
export function twinOf(open, typed) {
  const { name, year } = withoutYear(typed.title);
  const sought = bare(name);
  const isSame = (/** @type {Proposal} */ { film }) =>
    [film.title, film.original_title, film.english_title].some(
      (each) => each && bare(withoutYear(each).name) === sought,
    ) && mayBe(film.year, typed.year ?? year);
  return sought === "" ? null : (open.find(isSame) ?? null);
}

/** @param {Proposal} proposal */
const upHit = ({ id, film, wish_count }) =>
  hitOf(film, { state: "open", proposal_id: id, watched_at: null, wish_count });

const MOST = 10;

/**
 * The films that are up, and that the server's search does not know: it goes by IMDb ids.
 * @param {readonly Proposal[]} open
 * @param {string} query
 */
export function upByHand(open, query) {
  const sought = bare(query);
  if (sought === "") return [];
  const isMeant = finderOf(sought);
  return open
    .filter((each) => each.film.imdb_id === null && isMeant(each))
    .slice(0, MOST)
    .map(upHit);
}

/**
 * Offers what is up already to whoever types its title by hand.
 * @param {{vote: (id: number) => void, anyway: () => void}} verbs
 */
export function createOffer({ vote, anyway }) {
  const title = elt("h3", { class: "offer-title", tabindex: -1 }, say("offer.question"));
  const list = elt("ul", { class: "hits" });
  const no = elt("button", { class: "button button-quiet", type: "button" });
  const dom = elt("div", { class: "offer", hidden: true }, title, list, no);
  /** @type {ReturnType<typeof createHit> | null} */
  let hit = null;
  on(no, "click", anyway);

  /** @param {Proposal} proposal @param {State} state */
  function show(proposal, state) {
    hit = createHit(upHit(proposal), { vote, propose: async () => {} });
    hit.sync(state);
    list.replaceChildren(hit.dom);
    const another = elt("bdi", {}, titleOf(proposal));
    no.replaceChildren(elt("span", {}, ...sayWith("offer.no", { title: another })));
    attr(dom, "hidden", null);
    title.focus({ preventScroll: true });
    dom.scrollIntoView({ block: "nearest" });
  }

  function hide() {
    hit = null;
    attr(dom, "hidden", true);
  }

  /** @param {State} state */
  const sync = (state) => hit?.sync(state);

  return { dom, show, hide, sync };
}
