import { ApiError } from "../../api.js";
import { complain } from "../../actions.js";
import { busy, createButton } from "../../components/form.js";
import { icon } from "../../components/picture.js";
import { createStars } from "../../components/stars.js";
import { attr, elt, on, text } from "../../dom.js";
import { mark, marksOf } from "../../marks.js";
import { isInside, memberOf } from "../../state.js";
import { titleOf } from "../../tally.js";
import { say } from "../../words/say.js";

/** @typedef {{seen: boolean, stars?: number | null}} SeenWish */

/** How many know the film, and whether the reader does, with stars of their own. @param {Page} page */
export function createSeen(page) {
  const own = createOwn(page);
  const count = elt("p", { class: "film-remark" });
  const dom = elt(
    "section",
    { class: "film-own", "aria-label": say("seen.title") },
    count,
    ...own.nodes,
  );
  /** Whose mark is shown, and of which film. */
  let shown = "";

  /** @param {Proposal} proposal @param {State} state */
  function sync({ film, seen_count }, state) {
    const { club } = state;
    const isMember = club !== null && isInside(club);
    attr(dom, "hidden", !isMember);
    text(count, counted(seen_count));
    const key = isMember ? `${memberOf(state)?.id} ${film.id}` : "";
    if (key === shown) return;
    shown = key;
    if (isMember) own.show(film.id, titleOf({ film }));
  }

  return { dom, sync };
}

/** @param {number} count */
const counted = (count) => (count === 0 ? say("seen.nobody") : say("seen.count", { count }));

/** The reader's own mark, and their stars. @param {Page} page */
function createOwn(page) {
  const button = createButton("plain", say("seen.mine"));
  button.prepend(icon("check"));
  const fail = (/** @type {unknown} */ error) => complain(page, error);
  const stars = createStars((given, { id }) => want(id, { seen: true, stars: given }), fail);
  const hint = elt("p", { class: "film-remark" }, say("seen.yours-alone"));
  const given = elt("div", {}, stars.dom, hint);
  let film = 0;
  let title = "";
  let isSeen = false;

  /** @param {import("../../marks.js").Marks} marks */
  function tell(marks) {
    isSeen = marks.has(film);
    attr(button, "aria-pressed", String(isSeen));
    attr(given, "hidden", !isSeen);
    stars.sync(marks.get(film) ?? null, say("seen.stars", { title }), { id: film });
  }

  /** @param {number} id of a film @param {SeenWish} wish */
  async function want(id, wish) {
    await mark(page, id, wish);
    tell(await marksOf(page));
  }

  /** @param {number} id of the film @param {string} name */
  async function show(id, name) {
    [film, title] = [id, name];
    tell(new Map());
    try {
      const marks = await marksOf(page);
      if (film === id) tell(marks);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
    }
  }

  on(button, "click", () => busy(button, () => want(film, { seen: !isSeen }).catch(fail)));
  return { nodes: [button, given], show };
}
