import { complain, loadClub, toast } from "../../actions.js";
import * as calls from "../../calls.js";
import { ApiError } from "../../api.js";
import { isAdmin } from "../../state.js";
import { say, sayApart } from "../../words/say.js";

/** How the film data is, where that is shown. @param {Page} page */
export async function loadCache(page) {
  const { state, dispatch } = page;
  const isShown = () => state().route.name === "cache" && isAdmin(state());
  if (!isShown()) return;
  try {
    const told = await calls.cache();
    if (isShown()) dispatch({ type: "cached", told });
  } catch (error) {
    if (!(error instanceof ApiError) || error.slug === "unauthenticated") throw error;
    if (error.slug === "forbidden") await loadClub(page);
    else if (isShown()) dispatch({ type: "not-cached", error });
  }
}

/**
 * Has sources asked again.
 * @param {Page} page
 * @param {{id: number, title: string} | null} film null: all that is stale
 */
export async function refreshFilms(page, film) {
  try {
    const { wanted, posters } = await calls.refreshFilms(film?.id ?? null);
    toast(
      page,
      film ? sayApart("refresh.film", { title: film.title }) : wantedText(wanted, posters),
    );
    await loadCache(page);
  } catch (error) {
    complain(page, error);
  }
}

/** @param {number} wanted @param {number} found */
function wantedText(wanted, found) {
  const films = say("films", { count: wanted });
  const posters = say("posters", { count: found });
  if (wanted > 0 && found > 0) return say("refresh.both", { films, posters });
  if (wanted + found === 0) return say("refresh.none");
  return say("refresh.some", { what: wanted > 0 ? films : posters });
}
