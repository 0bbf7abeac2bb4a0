// Lists of films that a member takes along as files.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { problem } from "./support/problem.mjs";
import { scenario } from "./support/scenario.mjs";
import { hides, shows } from "./support/wait.mjs";

async function openLists(world) {
  await world.enter();
  await world.open("/me");
  await world.page.getByRole("heading", { name: "Take your films along" }).click();
}

/** What a press saves. */
async function saved(world, name) {
  const [download] = await Promise.all([
    world.page.waitForEvent("download"),
    world.press(world.button(name)),
  ]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), "utf8") };
}

scenario("a member takes their stars and the club's films along", {}, async (world) => {
  await openLists(world);
  const stars = await saved(world, "Letterboxd: Your stars");
  assert.equal(stars.name, "letterboxd-ratings.csv");
  assert.match(stars.text, /^imdbID,Title,Year,Rating,WatchedDate,Rewatch,Tags\r\n/);
  const watched = await saved(world, "Spreadsheet: What the club has watched");
  assert.equal(watched.name, "marquee-screenings.csv");
  assert.match(watched.text, /^\ufefftitle,original_title,year,imdb_id,watched_on,/);
  const proposals = await saved(world, "Spreadsheet: What was proposed");
  assert.match(proposals.text, /\r\nMetropolis,,1927,tt0017136,open,/);
});

scenario(
  "where people write 4,5, a spreadsheet gets semicolons",
  { context: { locale: "de-DE" } },
  async (world) => {
    await openLists(world);
    const stars = await saved(world, "Spreadsheet: Your stars");
    assert.match(
      stars.text,
      /^\ufefftitle;original_title;year;imdb_id;stars;watched_on;rated_at\r\n/,
    );
  },
);

scenario("a list that doesn't come is said, and the next try may bring it", {}, async (world) => {
  const { page, guard } = world;
  guard.expect(/500 .*\/exports\/ratings/);
  await page.route("**/exports/ratings.csv*", (route) => route.fulfill(problem(500, "internal")), {
    times: 1,
  });
  await openLists(world);
  await world.press(world.button("Spreadsheet: Your stars"));
  const trouble = page.getByText("The server made a mistake.");
  await shows(trouble);
  await saved(world, "Spreadsheet: Your stars");
  await hides(trouble);
});
