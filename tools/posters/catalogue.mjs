import { readFile, writeFile } from "node:fs/promises";
import { format } from "prettier";

const DEMO = new URL("../../db/demo/", import.meta.url);

export const POSTERS = new URL("posters/", DEMO);

export const posterFile = (film) => new URL(`${film.imdb_id}.webp`, POSTERS);

export const readDemo = async (name) => JSON.parse(await readFile(new URL(name, DEMO), "utf8"));

/** The rows of films.tsv, which hold the checked facts. */
export async function readFacts() {
  const text = await readFile(new URL("films.tsv", DEMO), "utf8");
  return text
    .trimEnd()
    .split("\n")
    .slice(1)
    .map((line) => {
      const [imdb_id, title, year, runtime, directors, genres] = line.split("\t");
      return {
        imdb_id,
        title,
        year: Number(year),
        runtime_minutes: Number(runtime),
        directors: directors.split("|"),
        genres: genres.split("|"),
      };
    });
}

/** Writes films.json, as prettier likes it. */
export const writeFilms = async (films) =>
  writeFile(
    new URL("films.json", DEMO),
    await format(JSON.stringify(films, null, 2), { parser: "json", printWidth: 100 }),
  );
