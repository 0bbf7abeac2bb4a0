// A year in which a club has watched something.
import { tokens } from "./server.mjs";
import { screen } from "./watched.mjs";

const EVENINGS = ["01-05", "01-26", "02-28", "05-08", "10-31", "12-31"];

/** Six films by hand; ada and an admin don't agree on the first. @param {any} world @param {number} year */
export async function aYear(world, year) {
  for (const [at, evening] of EVENINGS.entries()) {
    const date = `${year}-${evening}`;
    const { id } = await screen(world, {
      title: `Holiday film ${at + 1}`,
      year: 1950 + at,
      date,
    });
    if (at > 1) continue;
    for (const [token, stars] of [
      [tokens.ada, at === 0 ? 1 : 4.5],
      [tokens.admin, at === 0 ? 5 : 4],
    ])
      await world.server.call("PUT", `/screenings/${id}/rating`, { token, body: { stars } });
  }
}
