import { hasVoted } from "../../ballot.js";
import { busy, createConfirm, createField, createForm } from "../../components/form.js";
import { createPoster } from "../../components/picture.js";
import { createNotice } from "../../components/notice.js";
import { createSheet } from "../../components/sheet.js";
import { createTicket, disc } from "../../components/vote.js";
import { attr, elt, facts, line, named, on, text } from "../../dom.js";
import { age, grouped, imdbId, imdbLink, runtime, widestWord } from "../../format.js";
import { at } from "../../root.js";
import { filmOf, isClosed, letters, memberOf } from "../../state.js";
import { titleOf } from "../../tally.js";
import { about, explain, oneLine, sourceName } from "../../words.js";
import { refreshFilms } from "../cache/actions.js";
import { link, withdraw, withdrawal } from "./actions.js";
import { createOneFilm } from "./one_film.js";

/**
 * The dialog of one film, open while the address is its own.
 * @param {Verbs} verbs
 * @returns {View}
 */
export function create(verbs) {
  const care = createFilmCare(verbs.page);
  const story = createFilmStory(verbs.toggle, createOneFilm(verbs.page), care);
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

/** @param {State} state */
function absence({ asked }) {
  if (!asked?.trouble) return { title: "One moment.", next: "" };
  return {
    ...explain(asked.trouble),
    action: { label: "See the films up for a vote", href: at("/") },
  };
}

const SIZES = "(min-width: 700px) 320px, 60vw";

const ENDS = {
  open: null,
  watched: "The club has watched this film.",
  withdrawn: "This film has been withdrawn.",
};

/**
 * All there is to say about a proposal.
 * @param {(id: number) => void} toggle
 * @param {ReturnType<typeof createOneFilm>} same
 * @param {ReturnType<typeof createFilmCare>} care
 */
function createFilmStory(toggle, same, care) {
  const poster = createPoster({ sizes: SIZES, eager: true });
  const title = elt("h2", { class: "film-title", dir: "auto" });
  const row = elt("p", { class: "facts film-facts" });
  const credits = createCredits();
  const vote = createFilmVote(toggle);
  const about = createAbout();
  const voters = createFilmVoters();
  const head = elt("div", { class: "film-head" }, title, row, credits.dom);
  const parts = [vote, same, about, voters, care].map((part) => part.dom);
  const words = elt("div", { class: "film-words" }, head, ...parts);
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
    facts(row, factsOf(film));
    credits.sync(film);
    vote.sync(proposal, member);
    same.sync(state, proposal, member?.role === "admin");
    about.sync(proposal);
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
    line(closed, kept === null ? ENDS[status] : null);
  }

  return { dom, sync };
}

/** @type {Partial<Record<NonNullable<Film['type']>, string>>} */
const NO_FILM = {
  series: "This is a series.",
  mini_series: "This is a miniseries.",
  episode: "This is one episode of a series.",
  game: "This is a video game.",
};

/** Who made it and who plays in it; and where it is no film, that. */
function createCredits() {
  const directors = elt("p", {});
  const cast = elt("p", {});
  const kind = elt("p", { class: "film-kind" });
  const dom = elt("div", { class: "film-credits" }, directors, cast, kind);

  /** @param {Film} film */
  function sync(film) {
    named(directors, "Directed by ", film.directors);
    named(cast, "With ", film.cast);
    line(kind, (film.type && NO_FILM[film.type]) ?? null);
  }

  return { dom, sync };
}

/** @type {Partial<Record<Film['metadata']['state'], string>>} */
const PENDING = {
  pending: "Looking it up. The poster and plot will follow.",
  unknown: "No details found for this film.",
};

/**
 * Plot, what IMDb says, and where the proposal comes from; a line that nobody knows is not there.
 */
function createAbout() {
  const plot = elt("p", { class: "film-plot", dir: "auto" });
  const pending = elt("p", { class: "film-pending" });
  const rating = elt("span", { class: "film-rating" });
  const metascore = elt("span", {});
  const imdb = createWayOut("On IMDb");
  const trailer = createWayOut("Trailer");
  const source = elt("p", { class: "film-source" }, rating, metascore, imdb.dom, trailer.dom);
  const proposed = elt("p", { class: "film-proposed" });
  const dom = elt("div", { class: "film-about" }, plot, pending, source, proposed);

  /** @param {Proposal} proposal */
  function sync(proposal) {
    const { film } = proposal;
    line(plot, film.plot);
    line(pending, PENDING[film.metadata.state] ?? null);
    line(rating, ratingOf(film));
    line(metascore, film.metascore === null ? null : `Metascore ${film.metascore}`);
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
  const votes = imdb_votes === null ? "" : ` from ${grouped(imdb_votes)} votes`;
  return `★ ${imdb_rating.toFixed(1)}${votes}`;
}

/** @param {HTMLElement} node @param {Proposal} proposal */
function syncProposed(node, { proposer, created_at }) {
  const when = age(created_at, Date.now());
  if (proposer) named(node, "Proposed by ", [proposer.name], ` ${when}`);
  else line(node, `Proposed ${when}`);
}

/** Who voted for a film, by name; visitors are told why they see none. */
function createFilmVoters() {
  const heading = elt("h3", {}, "Voted for it");
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
  if (!memberOf(state)) return "Sign in to see who voted.";
  if ((voters ?? []).length === 0 && vote_count === 0)
    return "Nobody has voted for it yet. Be the first.";
  return null;
}

const WITHDRAW = { label: "Withdraw this film", yes: "Withdraw it" };

/**
 * What the proposer, or an admin, may do with a proposal.
 * @param {Page} page
 */
function createFilmCare(page) {
  let id = 0;
  const freshness = createFreshness(page);
  const linking = createLinking((imdbId) => link(page, id, imdbId));
  const question = () => withdrawal("this film", filmOf(page.state(), id)?.vote_count ?? 0);
  const confirm = createConfirm({ ...WITHDRAW, question }, () => withdraw(page, id));
  const again = elt(
    "p",
    { class: "film-again" },
    "Is its IMDb id right? If not, withdraw it and ",
    elt("a", { href: at("/propose") }, "add it by hand"),
    ".",
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
    "Refresh film data",
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
  return `Film data from ${sourceName(provider)}, ${age(cached_at, Date.now())}.`;
}

/** Gives a film that was typed by hand its id. @param {(imdbId: string) => Promise<void>} link */
function createLinking(link) {
  const words = { name: "imdb-id", label: "IMDb id or link", hint: "Adds its poster and plot." };
  const field = createField(words, { type: "text", autocomplete: "off", spellcheck: "false" });
  const form = createForm({ label: "Link it", look: "plain" }, send, place, field.dom);
  const summary = elt("summary", {}, "Link to an IMDb id");
  const dom = elt("details", { class: "film-link" }, summary, form.dom);

  async function send() {
    const id = imdbId(field.input.value);
    if (id) await link(id);
    else field.complain("An IMDb id looks like tt0063350.");
  }

  /** @param {ApiError} error */
  function place(error) {
    field.complain(about(error, "/imdb_id") ?? oneLine(error));
    return true;
  }

  function reset() {
    dom.open = false;
    field.input.value = "";
    field.complain(null);
  }

  return { dom, reset };
}
