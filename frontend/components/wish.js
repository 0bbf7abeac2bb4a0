import { complain } from "../actions.js";
import { ApiError } from "../api.js";
import { attr, elt, line, on, text } from "../dom.js";
import { wish, wishesOf } from "../marks.js";
import { say } from "../words/say.js";
import { busy, createButton } from "./form.js";

/** On how many lists a film is. @param {number} count @param {boolean} isMine */
function said(count, isMine) {
  if (!isMine) return count > 0 ? say("card.wished", { count }) : null;
  return count > 1 ? say("wish.with-others", { count: count - 1 }) : say("wish.mine");
}

/** What is said of a film, and the button beside it. @param {"plain" | "quiet"} look */
function createWords(look) {
  const remark = elt("p", { class: "wish-remark" });
  const button = createButton(look, say("wish.add"));

  /** @param {string} title @param {number} count @param {boolean} isMine */
  function tell(title, count, isMine) {
    line(remark, said(count, isMine));
    text(button, say(isMine ? "wish.remove" : "wish.add"));
    attr(button, "aria-label", say(isMine ? "wish.remove-it" : "wish.add-it", { title }));
  }

  return { remark, button, tell };
}

/**
 * Whether a film is on the reader's list, on how many others it is, and the way onto it and off. It
 * wants the words of "film".
 * @param {Page} page
 * @param {"plain" | "quiet"} look of the button
 */
export function createWish(page, look) {
  const words = createWords(look);
  const { remark, button } = words;
  /** @type {import("../marks.js").Wanted} */
  let film = { film_id: null, imdb_id: null };
  let title = "";
  let count = 0;
  let isMine = false;
  on(button, "click", () => busy(button, () => turn().catch((error) => complain(page, error))));

  async function turn() {
    const asked = film;
    const answer = await wish(page, asked, !isMine);
    if (film !== asked) return;
    film = { ...film, film_id: answer.film_id };
    isMine = answer.added_at !== null;
    recount(answer.wish_count);
  }

  /** @param {import("../marks.js").Wanted} next @param {string} name @param {number} wished by how many */
  async function show(next, name, wished) {
    film = { film_id: next.film_id, imdb_id: next.imdb_id };
    const asked = film;
    [title, isMine] = [name, false];
    recount(wished);
    const isOnIt = await isWished(page, asked);
    if (film !== asked) return;
    isMine = isOnIt;
    recount(count);
  }

  /** @param {number} wished */
  function recount(wished) {
    count = wished;
    words.tell(title, count, isMine);
  }

  return { remark, button, show, recount };
}

/** Nobody is told where that is not known. @param {Page} page @param {import("../marks.js").Wanted} film */
async function isWished(page, { film_id }) {
  try {
    return (await wishesOf(page)).has(Number(film_id));
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return false;
  }
}
