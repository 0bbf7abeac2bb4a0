import { conditional } from "../../api.js";
import { withQuery } from "../club/calls.js";

/** @param {import("./wish.js").Wish} wish @returns {Promise<Suggestion[]>} */
export async function suggestions({ minutes, double }) {
  const { body } = await conditional(withQuery("/suggestions", { minutes, double }));
  return body.items;
}
