import assert from "node:assert/strict";
import { test } from "node:test";
import "./support/english.js";
import { ApiError } from "../../frontend/api.js";
import { exportFilms } from "../../frontend/views/me/calls.js";
import { problem, scriptedFetch, turns } from "./support/server.js";

/** @param {string} name */
const named = (name) => ({ "Content-Disposition": `attachment; filename="${name}"` });

test("a long list comes as several files", async () => {
  const asked = scriptedFetch();
  const listing = exportFilms("ratings", "letterboxd");
  const more = { Link: '<?for=letterboxd&part=2>; rel="next"' };
  asked[0].answer(200, "one", { ...named("letterboxd-ratings.csv"), ...more });
  await turns();
  asked[1].answer(200, "two", named("letterboxd-ratings-2.csv"));
  const files = await listing;
  assert.deepEqual(
    asked.map(({ path }) => path),
    [1, 2].map((part) => `/exports/ratings.csv?for=letterboxd&part=${part}`),
  );
  assert.deepEqual(
    files.map(({ name }) => name),
    ["letterboxd-ratings.csv", "letterboxd-ratings-2.csv"],
  );
  assert.equal(await files[1].file.text(), '"two"');
});

test("of a list whose second part fails, nothing is saved", async () => {
  const asked = scriptedFetch();
  const listing = exportFilms("screenings", "commas").catch((error) => error);
  asked[0].answer(200, "one", { ...named("marquee-screenings.csv"), Link: "<?part=2>" });
  await turns();
  asked[1].answer(500, problem("internal", 500));
  assert.ok((await listing) instanceof ApiError);
});
