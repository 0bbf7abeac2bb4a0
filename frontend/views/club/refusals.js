import { complain, loadClub } from "../../actions.js";
import { ApiError } from "../../api.js";

/**
 * What is left for a view to tell. Nothing where nobody is signed in any more, or is no admin any more:
 * then the whole page becomes that of whoever is left.
 * @param {Page} page
 * @param {unknown} error
 * @returns {ApiError | null}
 */
export function toTell(page, error) {
  if (!(error instanceof ApiError)) throw error;
  if (error.isLate()) return null;
  if (error.slug === "unauthenticated") complain(page, error);
  else if (error.slug === "forbidden") loadClub(page).catch((trouble) => complain(page, trouble));
  else return error;
  return null;
}
