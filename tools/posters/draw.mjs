/**
 * Draws the demo's posters: `node tools/posters/draw.mjs [imdb_id …]`, all of them by default.
 * Writes db/demo/posters/*.webp and each poster's entry in db/demo/films.json.
 */
import { writeFile } from "node:fs/promises";
import { posterFile, readDemo, writeFilms } from "./catalogue.mjs";
import { artwork, design, lettering } from "./compose.mjs";
import { press, proofread } from "./develop.mjs";
import { AIM, EDGE, RIBBON } from "./rules.mjs";
import { HEIGHT, WIDTH } from "./shapes.mjs";
import { openStudio } from "./studio.mjs";

const wanted = process.argv.slice(2);
const films = await readDemo("films.json");
const studio = await openStudio();
let faulty = 0;

for (const film of films) {
  if (wanted.length && !wanted.includes(film.imdb_id)) continue;
  const poster = design(film);
  const art = await studio.shoot(artwork(poster));
  const letters = await studio.shoot(lettering(poster, await studio.fit(poster.type)));

  const faults = await studio.run(proofread, {
    art,
    lettering: letters,
    edge: EDGE,
    ribbon: RIBBON,
  });
  if (faults.length) faulty++;
  for (const fault of faults) console.error(`${film.imdb_id} ${film.title}: ${fault}`);

  const { webp, color } = await studio.run(press, { sheets: [art, letters], limit: AIM });
  await writeFile(posterFile(film), Buffer.from(webp, "base64"));
  film.poster = { file: `${film.imdb_id}.webp`, width: WIDTH, height: HEIGHT, color };
}

await studio.close();
await writeFilms(films);
console.log(`${wanted.length || films.length} drawn, ${faulty} faulty`);
process.exitCode = faulty ? 1 : 0;
