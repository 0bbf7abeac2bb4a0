import { conditional, json, PAGE, request } from "../../api.js";
import { withQuery } from "../club/calls.js";

const AT_ONCE = 24;

/** @typedef {{q: string, year: string}} Wish which screenings: whose title has it, of this year; "" for any */

/** @param {Wish} wish @param {string | null} cursor @returns {Promise<{items: Screening[], next: string | null}>} */
export async function screenings({ q, year }, cursor) {
  const { body } = await conditional(withQuery("/screenings", { q, year, cursor, limit: AT_ONCE }));
  return body;
}

/** @param {number} id @returns {Promise<ScreeningStory>} */
export const screening = async (id) => (await conditional(`/screenings/${id}`)).body;

/** The years in which something was watched, the last one first. @returns {Promise<number[]>} */
export async function years() {
  const { body } = await conditional(`/years/${new Date().getFullYear()}`);
  return body.years;
}

/** What the reader gave. @param {string | null} cursor @returns {Promise<{items: RatingMark[], next: string | null}>} */
export const ratings = (cursor) =>
  json("GET", withQuery("/marks", { of: "ratings", cursor, limit: PAGE }));

/** @param {number} id @param {number | null} stars null: none any more @returns {Promise<RatingResult>} */
export const rate = (id, stars) =>
  stars === null
    ? json("DELETE", `/screenings/${id}/rating`)
    : json("PUT", `/screenings/${id}/rating`, { body: { stars } });

/** @param {number} id @returns {Promise<RatingResult>} */
export const restoreRating = (id) => json("POST", `/screenings/${id}/rating/restore`);

/** @param {ScreeningNew} screening @returns {Promise<Screening>} */
export const record = (screening) => json("POST", "/screenings", { body: screening });

/** @param {number} id @param {ScreeningChange} change @returns {Promise<Screening>} */
export const change = (id, change) => json("PATCH", `/screenings/${id}`, { body: change });

/** @param {number} id */
export const remove = (id) => request("DELETE", `/screenings/${id}`);

/** @param {number} id @returns {Promise<Screening>} */
export const restore = (id) => json("POST", `/screenings/${id}/restore`);

/** @param {number} id of a screening that the reader does not want to be asked about any more */
export const dismiss = (id) => request("DELETE", `/members/me/to-rate/${id}`);
