import { conditional } from "../../api.js";
import { withQuery } from "../club/calls.js";

const AT_ONCE = 24;

/** @param {string | null} cursor @returns {Promise<{items: Wished[], next: string | null}>} */
export async function watchlist(cursor) {
  const { body } = await conditional(
    withQuery("/members/me/watchlist", { cursor, limit: AT_ONCE }),
  );
  const items = body.items.map((/** @type {Wished} */ item) => ({ ...item, id: item.film.id }));
  return { items, next: body.next };
}
