// What the demo's club has watched, and how a test has it watch more.
import { tokens } from "./server.mjs";

export const AMELIE = { id: 29, title: "Amélie" };
export const STRANGER = { id: 30, title: "The Stranger" };

/** An admin records a film. @param {any} world @param {object} body */
export async function screen({ server }, body) {
  const answer = await server.call("POST", "/screenings", { token: tokens.admin, body });
  return answer.body;
}

/** Ada gives it no stars. @param {any} world @param {number} id */
export const unrate = ({ server }, id) =>
  server.call("DELETE", `/screenings/${id}/rating`, { token: tokens.ada });
