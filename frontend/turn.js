import * as api from "./api.js";
import { languageNow } from "./words/say.js";

/**
 * Whoever is there now may have chosen another language than the page is in. It begins anew in that one,
 * at the latest with the next load.
 * @param {Page} page
 */
export async function turn({ state, flying }) {
  if ((state().club?.page_languages.length ?? 0) < 2) return;
  await Promise.all(flying.values());
  try {
    const { page_language: wanted } = await api.club();
    if (wanted !== languageNow()) location.reload();
  } catch (error) {
    if (!(error instanceof api.ApiError)) throw error;
  }
}
