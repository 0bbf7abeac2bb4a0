// What only one's own page asks.
import { ask, json, PAGE, request } from "../../api.js";

/** The one before stops working. @returns {Promise<{secret: string}>} */
export const renewOwnLink = () => json("POST", "/members/me/entry");

/** A member may have no more than one page of them. @returns {Promise<{items: Token[]}>} */
export const tokens = () => json("GET", `/tokens?limit=${PAGE}`);

/** @param {TokenWish} wish @returns {Promise<NewToken>} */
export const makeToken = (wish) => json("POST", "/tokens", { body: wish });

/** @param {number} id */
export const revokeToken = (id) => request("DELETE", `/tokens/${id}`);

/** A copy of one's data, and the name of its file. */
export const exportMe = () => ask("GET", "/members/me/export", {}, fileOf);

/**
 * A list of films: a file, or several where it's long.
 * @param {"ratings" | "watchlist" | "screenings" | "proposals"} list
 * @param {"commas" | "semicolons" | "letterboxd"} form
 */
export async function exportFilms(list, form) {
  /** @type {{file: Blob, name: string}[]} */
  const parts = [];
  for (let hasMore = true; hasMore; ) {
    const path = `/exports/${list}.csv?for=${form}&part=${parts.length + 1}`;
    await ask("GET", path, {}, async (response) => {
      parts.push(await fileOf(response));
      hasMore = response.headers.has("link");
    });
  }
  return parts;
}

/** @param {Response} response */
const fileOf = async (response) => ({
  file: await response.blob(),
  name: fileName(response.headers.get("Content-Disposition") ?? ""),
});

/** @param {string} disposition */
const fileName = (disposition) => /filename="([^"]+)"/.exec(disposition)?.[1] ?? "marquee.json";
