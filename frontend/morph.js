import { isCalm } from "./motion.js";

/** @param {Route} route @returns {HTMLElement | null} */
const posterOn = (route) =>
  document.querySelector(route.name === "film" ? ".film-poster .poster" : ".is-passing .poster");

/**
 * Between the vote page and a film's dialog, the card's poster becomes the dialog's and the other
 * way round.
 * @param {Route} from
 * @param {Route} to
 * @param {() => void} change
 */
export function morph(from, to, change) {
  const film = [from, to].find((route) => route.name === "film");
  const passes = film && [from, to].some((route) => route.name === "vote");
  if (!passes || !document.startViewTransition || isCalm()) {
    change();
    return;
  }
  const card = document.querySelector(`#film-${film.id}`);
  card?.classList.add("is-passing");
  name(posterOn(from), "poster");
  const transition = document.startViewTransition(() => {
    name(posterOn(from), "none");
    change();
    name(posterOn(to), "poster");
  });
  const done = () => {
    name(posterOn(to), "none");
    card?.classList.remove("is-passing");
  };
  transition.ready.catch(() => {});
  transition.finished.then(done, done);
}

/** @param {HTMLElement | null} element @param {string} value */
function name(element, value) {
  element?.style.setProperty("view-transition-name", value);
}
