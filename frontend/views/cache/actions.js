import { complain, loadClub, toast } from "../../actions.js";
import * as api from "../../api.js";
import { ApiError } from "../../api.js";
import { plural } from "../../format.js";
import { isAdmin } from "../../state.js";

/** How the film data is, where that is shown. @param {Page} page */
export async function loadCache(page) {
  const { state, dispatch } = page;
  const isShown = () => state().route.name === "cache" && isAdmin(state());
  if (!isShown()) return;
  try {
    const told = await api.cache();
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
    const { wanted, posters } = await api.refreshFilms(film?.id ?? null);
    const found = [wanted > 0 && plural(wanted, "film"), posters > 0 && plural(posters, "poster")];
    const words = found.filter(Boolean).join(" and ");
    if (film) toast(page, `Looking up ${film.title} again.`);
    else if (words === "") toast(page, "Everything is up to date.");
    else toast(page, `Looking up ${words}. This page keeps up.`);
    await loadCache(page);
  } catch (error) {
    complain(page, error);
  }
}
