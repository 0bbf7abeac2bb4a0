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
export const exportMe = () =>
  ask("GET", "/members/me/export", {}, async (response) => ({
    file: await response.blob(),
    name: fileName(response.headers.get("Content-Disposition") ?? ""),
  }));

/** @param {string} disposition */
const fileName = (disposition) => /filename="([^"]+)"/.exec(disposition)?.[1] ?? "marquee.json";
