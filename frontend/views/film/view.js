import { hasVoted } from "../../ballot.js";
import { busy, createConfirm } from "../../components/form.js";
import { createPoster } from "../../components/picture.js";
import { createNotice } from "../../components/notice.js";
import { createSheet } from "../../components/sheet.js";
import { createTicket, disc } from "../../components/vote.js";
import { attr, elt, facts, line, named, on, text } from "../../dom.js";
import { runtime, widestWord } from "../../format.js";
import { age, imdbLink, withTenths } from "../../telling.js";
import { at } from "../../root.js";
import { filmOf, isClosed, letters, memberOf } from "../../state.js";
import { titleOf } from "../../tally.js";
import { explain } from "../../errors.js";
import { refreshFilms } from "../cache/actions.js";
import { say, sayWith } from "../../words/say.js";
import { link, withdraw, withdrawal } from "./actions.js";
import { createForTonight } from "./for_tonight.js";
import { createLinking } from "./linking.js";
import { createOneFilm } from "./one_film.js";
import { createOriginal } from "./original.js";
import { createPitch } from "./pitch.js";
import { createSeen } from "./seen.js";
import { sourceName } from "./source.js";
import { createWishing } from "./wish.js";

/**
 * The dialog of one film, open while the address is its own.
 * @param {Verbs} verbs
 * @returns {View}
 */
export function create(verbs) {
  const care = createFilmCare(verbs.page);
  const { page } = verbs;
  const own = [createPitch(page), createSeen(page), createForTonight(), createWishing(page)];
  const story = createFilmStory(verbs.toggle, createOneFilm(verbs.page), own, care);
  const notice = createNotice();
  let shown = 0;
  const card = () => document.querySelector(`#film-${shown} a`);
  const sheet = createSheet(
    {
      name: "film",
      title: story.title,
      leave: verbs.leave,
      home: () => /** @type {HTMLElement | null} */ (card()),
    },
    story.dom,
    notice.dom,
  );

  /** @param {State} state @param {number} id */
  function syncFilm(state, id) {
    const proposal = filmOf(state, id);
    attr(story.dom, "hidden", proposal === null);
    notice.sync(proposal ? null : absence(state));
    if (proposal) story.sync(state, proposal);
  }

  /** @param {State} state */
  function sync(state) {
    const { route, club } = state;
    if (route.name !== "film" || club === null || isClosed(state)) {
      sheet.show(false);
      return;
    }
    shown = route.id;
    syncFilm(state, shown);
    if (sheet.show(true)) care.reset();
  }

  return { dom: sheet.dom, sync };
}

/** A text, where there is one to say. @param {Key | null | undefined} key */
const sayOf = (key) => (key ? say(key) : null);

/** @param {State} state */
function absence({ asked }) {
  if (!asked?.trouble) return { title: say("film.moment"), next: "" };
  return {
    ...explain(asked.trouble),
    action: { label: say("see-films"), href: at("/") },
  };
}

const SIZES = "(min-width: 700px) 320px, 60vw";

/** @type {Record<Proposal["status"], Key | null>} */
const ENDS = { open: null, watched: "film.watched", withdrawn: "film.withdrawn" };

/**
 * All there is to say about a proposal.
 * @param {(id: number) => void} toggle
 * @param {ReturnType<typeof createOneFilm>} same
 * @param {{dom: HTMLElement, sync(proposal: Proposal, state: State): void}[]} own what members say of it
 * @param {ReturnType<typeof createFilmCare>} care
 */
function createFilmStory(toggle, same, own, care) {
  const poster = createPoster({ sizes: SIZES, eager: true });
  const title = elt("h2", { class: "film-title", dir: "auto" });
  const row = elt("p", { class: "facts film-facts" });
  const [original, credits] = [createOriginal(), createCredits()];
  const vote = createFilmVote(toggle);
  const about = createAbout();
  const voters = createFilmVoters();
  const head = elt("div", { class: "film-head" }, title, original.dom, row, credits.dom);
  const parts = [vote, own[2], same, own[0], about, own[1], own[3], voters, care];
  const words = elt("div", { class: "film-words" }, head, ...parts.map((part) => part.dom));
  const dom = elt(
    "div",
    { class: "film" },
    elt("div", { class: "film-poster" }, poster.dom),
    words,
  );

  /** @param {State} state @param {Proposal} proposal */
  function sync(state, proposal) {
    const { film } = proposal;
    const member = memberOf(state);
    poster.sync(film);
    text(title, titleOf(proposal));
    title.style.setProperty("--letters", String(widestWord(titleOf(proposal))));
    original.sync(film);
    facts(row, factsOf(film));
    credits.sync(film);
    vote.sync(proposal, member);
    same.sync(state, proposal, member?.role === "admin");
    about.sync(proposal);
    for (const part of own) part.sync(proposal, state);
    voters.sync(proposal, state);
    care.sync(proposal, member);
  }

  return { dom, title, sync };
}

/** The ticket, or why there is none any more. @param {(id: number) => void} toggle */
function createFilmVote(toggle) {
  const ticket = createTicket(toggle, { worded: true });
  const closed = elt("p", { class: "film-closed" });
  const dom = elt("div", { class: "film-vote" }, ticket.dom, closed);

  /** @param {Proposal} proposal @param {Self | null} member */
  function sync(proposal, member) {
    const { status, joined_to: kept = null } = proposal;
    ticket.sync(proposal, hasVoted(proposal, member));
    attr(ticket.dom, "hidden", status !== "open");
    line(closed, kept === null ? sayOf(ENDS[status]) : null);
  }

  return { dom, sync };
}

/** @type {Partial<Record<NonNullable<Film['type']>, Key>>} */
const NO_FILM = {
  series: "film.series",
  mini_series: "film.mini_series",
  episode: "film.episode",
  game: "film.game",
};

/** Who made it and who plays in it; and where it is no film, that. */
function createCredits() {
  const directors = elt("p", {});
  const cast = elt("p", {});
  const kind = elt("p", { class: "film-kind" });
  const dom = elt("div", { class: "film-credits" }, directors, cast, kind);

  /** @param {Film} film */
  function sync(film) {
    const comma = say("names.comma");
    named(directors, film.directors, comma, (names) => sayWith("film.directors", { names }));
    named(cast, film.cast, comma, (names) => sayWith("film.cast", { names }));
    line(kind, sayOf(film.type && NO_FILM[film.type]));
  }

  return { dom, sync };
}

/** @type {Partial<Record<Film['metadata']['state'], Key>>} */
const PENDING = { pending: "film.pending", unknown: "film.unknown" };

/**
 * Plot, what IMDb says, and where the proposal comes from; a line that nobody knows is not there.
 */
function createAbout() {
  const plot = elt("p", { class: "film-plot", dir: "auto" });
  const pending = elt("p", { class: "film-pending" });
  const rating = elt("span", { class: "film-rating" });
  const metascore = elt("span", {});
  const imdb = createWayOut(say("film.imdb"));
  const trailer = createWayOut(say("film.trailer"));
  const source = elt("p", { class: "film-source" }, rating, metascore, imdb.dom, trailer.dom);
  const proposed = elt("p", { class: "film-proposed" });
  const dom = elt("div", { class: "film-about" }, plot, pending, source, proposed);

  /** @param {Proposal} proposal */
  function sync(proposal) {
    const { film } = proposal;
    line(plot, film.plot);
    line(pending, sayOf(PENDING[film.metadata.state]));
    line(rating, ratingOf(film));
    line(
      metascore,
      film.metascore === null ? null : say("film.metascore", { score: film.metascore }),
    );
    imdb.sync(film.imdb_id && imdbLink(film.imdb_id));
    trailer.sync(film.trailer_url);
    attr(
      source,
      "hidden",
      [...source.children].every((each) => /** @type {any} */ (each).hidden),
    );
    syncProposed(proposed, proposal);
  }

  return { dom, sync };
}

/** A link that leaves the page, where there is one. @param {string} words */
function createWayOut(words) {
  const dom = elt("a", { target: "_blank", rel: "noopener noreferrer" }, words);

  /** @param {string | null} href */
  function sync(href) {
    attr(dom, "hidden", href === null);
    if (href) dom.href = href;
  }

  return { dom, sync };
}

/** @param {Film} film */
const factsOf = ({ year, runtime_minutes, age_rating, genres }) => [
  year,
  runtime_minutes && runtime(runtime_minutes),
  age_rating && `${age_rating.label} (${age_rating.country})`,
  genres.join(", "),
];

/** @param {Film} film */
function ratingOf({ imdb_rating, imdb_votes }) {
  if (imdb_rating === null) return null;
  const rating = withTenths(imdb_rating);
  if (imdb_votes === null) return say("film.rating", { rating });
  return say("film.rating-votes", { rating, votes: imdb_votes });
}

/** @param {HTMLElement} node @param {Proposal} proposal */
function syncProposed(node, { proposer, created_at }) {
  const when = age(created_at, Date.now());
  if (proposer)
    named(node, [proposer.name], "", (names) => sayWith("film.proposed-by", { names, when }));
  else line(node, say("film.proposed", { when }));
}

/** Who voted for a film, by name; visitors are told why they see none. */
function createFilmVoters() {
  const heading = elt("h3", {}, say("film.voters"));
  const names = elt("ul", { class: "names" });
  const remark = elt("p", { class: "film-remark" });
  const dom = elt("section", { class: "film-voters" }, heading, names, remark);
  let shown = "";

  /** @param {Proposal} proposal @param {State} state */
  function sync(proposal, state) {
    const voters = proposal.voters ?? [];
    const known = letters(state);
    const key = JSON.stringify(voters.map((voter) => [voter, known.get(voter.name)]));
    heading.hidden = voters.length === 0;
    line(remark, remarkOf(proposal, state));
    if (key === shown) return;
    shown = key;
    const items = voters.map((voter) =>
      elt("li", {}, disc(voter, known), elt("bdi", {}, voter.name)),
    );
    names.replaceChildren(...items);
  }

  return { dom, sync };
}

/** @param {Proposal} proposal @param {State} state */
function remarkOf({ status, voters, vote_count }, state) {
  if (status !== "open") return null;
  if (!memberOf(state)) return say("film.sign-in");
  if ((voters ?? []).length === 0 && vote_count === 0) return say("film.no-votes");
  return null;
}

/** @param {() => string} question */
const withdrawing = (question) => ({
  label: say("film.withdraw"),
  question,
  yes: say("withdraw.yes"),
});

/**
 * What the proposer, or an admin, may do with a proposal.
 * @param {Page} page
 */
function createFilmCare(page) {
  let id = 0;
  const freshness = createFreshness(page);
  const linking = createLinking((imdbId) => link(page, id, imdbId));
  const question = () => withdrawal("film", filmOf(page.state(), id)?.vote_count ?? 0);
  const confirm = createConfirm(withdrawing(question), () => withdraw(page, id));
  const again = elt(
    "p",
    { class: "film-again" },
    ...sayWith("film.again", {
      hand: elt("a", { href: at("/propose") }, say("film.again-hand")),
    }),
  );
  const dom = elt("div", { class: "film-care" }, again, freshness.dom, linking.dom, confirm.dom);

  /** @param {Proposal} proposal @param {Self | null} member */
  function sync(proposal, member) {
    if (id !== proposal.id) reset();
    id = proposal.id;
    const isOwn = proposal.proposer !== null && proposal.proposer.id === member?.id;
    const isAdmin = member?.role === "admin";
    const mayChange = proposal.status === "open" && (isOwn || isAdmin);
    const { imdb_id: known, metadata } = proposal.film;
    const mayRefresh = isAdmin && known !== null;
    attr(dom, "hidden", !mayChange && !mayRefresh);
    attr(freshness.dom, "hidden", !mayRefresh);
    freshness.sync(proposal);
    attr(again, "hidden", !mayChange || metadata.state !== "unknown");
    attr(linking.dom, "hidden", !mayChange || known !== null);
    attr(confirm.dom, "hidden", !mayChange);
  }

  function reset() {
    confirm.reset();
    linking.reset();
  }

  return { dom, sync, reset };
}

/** How old its data is, for admins, and a new one. @param {Page} page */
function createFreshness(page) {
  const said = elt("p", { class: "film-remark" });
  const button = elt(
    "button",
    { class: "button button-quiet", type: "button" },
    say("film.refresh"),
  );
  const dom = elt("div", { class: "film-fresh" }, said, button);
  let film = { id: 0, title: "" };
  on(button, "click", () => busy(button, () => refreshFilms(page, film)));

  /** @param {Proposal} proposal */
  function sync(proposal) {
    const { id, metadata } = proposal.film;
    film = { id, title: titleOf(proposal) };
    line(said, sourceOf(metadata));
  }

  return { dom, sync };
}

/** @param {Film['metadata']} metadata */
function sourceOf({ provider, cached_at }) {
  if (provider === null || cached_at === null) return null;
  const when = age(cached_at, Date.now());
  return say("film.source", { source: sourceName(provider), when });
}
