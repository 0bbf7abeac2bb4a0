/**
 * Checks the demo's posters, catalogue and club: `node tools/posters/check.mjs`.
 * The last line is `N passed, N failed`.
 */
import { readFile, readdir } from "node:fs/promises";
import { POSTERS, posterFile, readDemo, readFacts } from "./catalogue.mjs";
import { catalogueChecks } from "./check-catalogue.mjs";
import { clubChecks } from "./check-club.mjs";
import { posterChecks } from "./check-posters.mjs";
import { openStudio } from "./studio.mjs";

const films = await readDemo("films.json");
const posters = await Promise.all(
  films.map(async (film) => (await readFile(posterFile(film))).toString("base64")),
);
const studio = await openStudio();
const results = [
  ...catalogueChecks(films, await readFacts()),
  ...clubChecks(await readDemo("club.json"), films),
  ...(await posterChecks(films, posters, await readdir(POSTERS), studio)),
];
await studio.close();

const failed = results.filter(({ faults }) => faults.length);
for (const { name, faults } of failed)
  for (const fault of faults) console.error(`FAIL ${name}: ${fault}`);
console.log(`${results.length - failed.length} passed, ${failed.length} failed`);
process.exitCode = failed.length ? 1 : 0;
