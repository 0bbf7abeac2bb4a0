// Films as the sources show them, made up from their ids: "Film tt0000007", its facts and a poster
// that this server has too. Ids that end in 404 are known to nobody, those that end in 808 are series.
// Fields are absent as they are
// in reality: proto3 JSON leaves out what is empty, a search says little.
import { poster } from "./images.mjs";

const HITS = 5;
const genres = ["Drama", "Comedy", "Horror", "Adventure", "Film-Noir"];

const numberOf = (id) => Number(id.slice(2));
const isKnown = (id) => !id.endsWith("404");
const isSeries = (id) => id.endsWith("808");
const idOf = (number) => `tt${String(number).padStart(7, "0")}`;
const yearOf = (id) => 1920 + (numberOf(id) % 100);
const hasPoster = (id) => numberOf(id) % 10 !== 9;

/** The films that a search finds: the same ones for the same words, none for "nothing". */
function hits(words) {
  if (words === "nothing") return [];
  let first = 1;
  for (const letter of words) first = (first * 31 + letter.codePointAt(0)) % 900_000;
  return Array.from({ length: HITS }, (_, i) => idOf(first + i)).filter(isKnown);
}

const json = (response, status, body) => {
  response.writeHead(status, { "Content-Type": "application/json" });
  response.end(JSON.stringify(body));
};

/* ---- api.imdbapi.dev and those like it ---- */

function shortTitle(id, base) {
  const title = {
    id,
    type: "movie",
    primaryTitle: `Film ${id}`,
    startYear: yearOf(id),
  };
  if (numberOf(id) % 3 === 0) title.originalTitle = `Película ${id}`;
  if (numberOf(id) % 3 === 1) title.originalTitle = null;
  if (hasPoster(id))
    title.primaryImage = { url: `${base}/poster/${id}.jpg`, width: 500, height: 750 };
  if (numberOf(id) % 5 !== 4)
    title.rating = { aggregateRating: 5 + (numberOf(id) % 45) / 10, voteCount: 100 + numberOf(id) };
  return title;
}

function longTitle(id, base) {
  const title = shortTitle(id, base);
  title.runtimeSeconds = (60 + (numberOf(id) % 90)) * 60;
  title.genres = [genres[numberOf(id) % genres.length]];
  title.plot = `What happens in ${id} — “told” at length.`;
  title.directors = [{ id: "nm0000001", displayName: `Director of ${id}` }];
  if (numberOf(id) % 2 === 0) title.metacritic = { score: 40 + (numberOf(id) % 60) };
  return title;
}

function imdbapi(response, id, base) {
  if (isKnown(id)) json(response, 200, longTitle(id, base));
  else json(response, 404, { code: 5, message: "title not found", details: [] });
}

function imdbapiSearch(response, words, base) {
  const titles = hits(words).map((id) => shortTitle(id, base));
  json(response, 200, titles.length > 0 ? { titles } : {});
}

/* ---- Cinemeta ---- */

function shortMeta(id, base) {
  const year = String(yearOf(id));
  const meta = { id, imdb_id: id, type: "movie", name: `Film ${id}`, releaseInfo: year };
  if (hasPoster(id)) meta.poster = `${base}/poster/small/${id}/img`;
  return meta;
}

/** Films and series stand apart; of what is not among them it says the question again. */
function longMeta(type, id, base) {
  if (!isKnown(id) || isSeries(id) !== (type === "series")) return { id, type };
  return {
    ...shortMeta(id, base),
    type,
    year: numberOf(id) % 4 === 3 ? `${yearOf(id)}–` : String(yearOf(id)),
    description: `What happens in ${id} — “told” at length.`,
    runtime: `${60 + (numberOf(id) % 90)} min`,
    genres: [genres[numberOf(id) % genres.length]],
    director: [`Director of ${id}`],
    imdbRating: numberOf(id) % 5 === 4 ? "N/A" : (5 + (numberOf(id) % 45) / 10).toFixed(1),
    released: null,
    videos: [],
  };
}

function cinemetaSearch(response, words, base) {
  json(response, 200, { metas: hits(words).map((id) => shortMeta(id, base)) });
}

/* ---- OMDb ---- */

const omdbFilm = (id, base) => ({
  Title: `Film ${id}`,
  Year: String(yearOf(id)),
  Rated: "PG-13",
  Runtime: `${60 + (numberOf(id) % 90)} min`,
  Genre: `${genres[numberOf(id) % genres.length]}, War`,
  Director: `Director of ${id}`,
  Actors: `First of ${id}, Second of ${id}`,
  Plot: `OMDb's words about ${id}.`,
  Poster: hasPoster(id) ? `${base}/poster/${id}.jpg` : "N/A",
  Metascore: "58",
  imdbRating: "6.5",
  imdbVotes: "8,574",
  imdbID: id,
  Type: "movie",
  Response: "True",
});

function omdb(response, base, url) {
  if (url.searchParams.get("apikey") !== "key")
    return json(response, 401, { Response: "False", Error: "Invalid API key!" });
  const id = url.searchParams.get("i");
  if (!isKnown(id)) return json(response, 200, { Response: "False", Error: "Movie not found!" });
  return json(response, 200, omdbFilm(id, base));
}

/* ---- TMDB: ids of its own, found by IMDb's ---- */

const NO_RESULTS = { movie_results: [], tv_results: [], tv_episode_results: [] };

function tmdb(response, request, act) {
  if (request.headers.authorization === "Bearer token") act();
  else json(response, 401, { status_code: 7, status_message: "Invalid API key" });
}

const tmdbFind = (id) =>
  isKnown(id) ? { ...NO_RESULTS, movie_results: [{ id: numberOf(id), title: "x" }] } : NO_RESULTS;

/** It speaks French, too. */
const tmdbFilm = (number, language) => ({
  id: number,
  title: `${language.startsWith("fr") ? "Le " : "TMDB's "}${idOf(number)}`,
  overview: `TMDB's words about ${idOf(number)}.`,
  runtime: 60 + (number % 90),
  release_date: `${yearOf(idOf(number))}-05-01`,
  poster_path: `/${idOf(number)}.jpg`,
  genres: [{ id: 18, name: "Drama" }],
  credits: {
    cast: [{ name: `Star of ${idOf(number)}`, order: 0 }],
    crew: [{ name: `Director of ${idOf(number)}`, job: "Director" }],
  },
  videos: { results: [{ key: "NmzuHjWmXOc", site: "YouTube", type: "Trailer", official: true }] },
  release_dates: {
    results: [{ iso_3166_1: "US", release_dates: [{ certification: "R", type: 3 }] }],
  },
});

/* ---- what stands where ---- */

const places = [
  [/^\/titles\/(tt\d+)$/, (response, [id], base) => imdbapi(response, id, base)],
  [
    /^\/search\/titles$/,
    (response, _, base, url) => imdbapiSearch(response, url.searchParams.get("query") ?? "", base),
  ],
  [
    /^\/meta\/(movie|series)\/(tt\d+)\.json$/,
    (response, [type, id], base) => json(response, 200, { meta: longMeta(type, id, base) }),
  ],
  [
    /^(\/catalog\/movie\/top\/search=[^/]*\.json)$/,
    (response, [path], base) => response.writeHead(307, { Location: `${base}/top${path}` }).end(),
  ],
  [
    /^\/top\/catalog\/movie\/top\/search=([^/]*)\.json$/,
    (response, [words], base) => cinemetaSearch(response, decodeURIComponent(words), base),
  ],
  [/^\/$/, (response, _, base, url) => omdb(response, base, url)],
  [
    /^\/3\/find\/(tt\d+)$/,
    (response, [id], base, url, request) =>
      tmdb(response, request, () => json(response, 200, tmdbFind(id))),
  ],
  [
    /^\/3\/movie\/(\d+)$/,
    (response, [number], base, url, request) =>
      tmdb(response, request, () =>
        json(response, 200, tmdbFilm(Number(number), url.searchParams.get("language") ?? "")),
      ),
  ],
  [/^\/t\/p\/w780\/(tt\d+)\.jpg$/, (response, [id]) => sendPoster(response, id)],
  [
    /^\/poster\/(?:(?:small|medium|large)\/(tt\d+)\/img|(tt\d+)\.jpg)$/,
    (response, [small, id = small]) => sendPoster(response, id),
  ],
];

function sendPoster(response, id) {
  if (!isKnown(id) || !hasPoster(id)) return json(response, 404, {});
  response.writeHead(200, { "Content-Type": "image/jpeg" });
  return response.end(poster(numberOf(id)));
}

/** Answers if the path is one of theirs. */
export function film(url, request, response) {
  const base = `${request.socket.encrypted ? "https" : "http"}://${request.headers.host}`;
  for (const [pattern, act] of places) {
    const found = pattern.exec(url.pathname);
    if (!found) continue;
    act(response, found.slice(1), base, url, request);
    return true;
  }
  return false;
}
