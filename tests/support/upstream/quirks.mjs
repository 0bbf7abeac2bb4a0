// Answers of the sources that are odd, each seen in the wild: the same for every film, but for the
// id that was asked for. What a source does to the connection is in behaviours.mjs.

const POSTER = "MV5BZTA3OWVjOWItNjE1NS00NzZiLWE1MjgtZDZhMWI1ZTlkNzYwXkEyXkFqcGc@";

/** As api.imdbapi.dev says a film, with these fields besides. */
const title = (id, more) => ({ id, type: "movie", primaryTitle: `Film ${id}`, ...more });
const shown = (id, url) => title(id, { primaryImage: { url, width: 500, height: 750 } });

const imdbapi = {
  sparse: (id) => title(id),
  nulls: (id) =>
    title(id, {
      originalTitle: null,
      primaryImage: null,
      startYear: null,
      runtimeSeconds: null,
      genres: null,
      rating: null,
      plot: null,
      directors: null,
      stars: [null, { id: "nm0000001", displayName: null }],
    }),
  int64s: (id) => title(id, { rating: { aggregateRating: 8.3, voteCount: "1146830" } }),
  capitals: (id) => title(id, { type: "TV_MINI_SERIES" }),
  camels: (id) => title(id, { type: "tvSpecial" }),
  seconds: (id) => title(id, { runtimeSeconds: 4860 }),
  entities: (id) => title(id, { plot: "&#233;t&eacute; &amp;amp; &quot;R&amp;D&quot;" }),
  controls: (id) => title(id, { plot: "\u202eA\u0007 cowboy\r\ndoll\u200e." }),
  ids: (id) => ({ id, type: "movie" }),
  missing: () => ({ code: 5, message: "title not found", details: [] }),
  unavailable: () => ({ code: 14, message: "upstream is busy", details: [] }),
  at: (id, base) => shown(id, `${base}/poster/${POSTER}._V1_.jpg`),
  user: (id, base) => shown(id, base.replace("://", "://m.media-amazon.com@")),
  plain: (id) => shown(id, `http://m.media-amazon.com/images/M/${POSTER}._V1_.jpg`),
  spaced: (id) => shown(id, `https: //m.media-amazon.com/images/M/${POSTER}._V1_.jpg`),
  older: (id) => shown(id, `https://ia.media-imdb.com/images/M/${POSTER}._V1_SX300.jpg`),
};

const meta = (id, more) => ({
  meta: { id, imdb_id: id, type: "movie", name: `Film ${id}`, ...more },
});

const cinemeta = {
  echo: (id) => ({ meta: { id, type: "movie" } }),
  nothing: () => ({}),
  range: (id) => meta(id, { releaseInfo: "1992–1999", released: null }),
  open: (id) => meta(id, { year: "2008–", imdbRating: "N/A" }),
  twice: (id) => meta(id, { genre: ["War"], genres: ["Drama", "Drama"], cast: ["Ida Lupino"] }),
};

const said = (Error) => () => ({ Response: "False", Error });

const omdb = {
  quota: said("Request limit reached!"),
  daily: said("Daily request limit reached!"),
  key: said("Invalid API key!"),
  nokey: said("No API key provided."),
  incorrect: said("Incorrect IMDb ID."),
  getting: said("Error getting data."),
  decorated: (id) => ({
    Title: `Film ${id}`,
    Year: "1992–1999",
    Runtime: "1 h 45 min",
    Metascore: "N/A",
    imdbRating: "6.5",
    imdbVotes: "1,208,574",
    Ratings: [],
    Poster: "N/A",
    imdbID: id,
    Type: "movie",
    totalSeasons: "5",
    Response: "True",
  }),
  unrated: (id) => ({
    ...Object.fromEntries(
      ["Year", "Rated", "Runtime", "Genre", "Director", "Actors", "Plot", "Poster", "Metascore"]
        .concat("imdbRating", "imdbVotes")
        .map((name) => [name, "N/A"]),
    ),
    Title: `Film ${id}`,
    imdbID: id,
    Response: "True",
  }),
};

const tmdb = {
  arrays: () => ({
    movie_results: [],
    person_results: [],
    tv_results: [],
    tv_episode_results: [],
    tv_season_results: [],
  }),
  untranslated: (id) => ({
    id: 2,
    title: `Film ${id}`,
    overview: "",
    release_date: "",
    runtime: null,
    poster_path: null,
    imdb_id: "",
    vote_average: 7.9,
    translations: {
      translations: [{ iso_639_1: "en", data: { overview: "Ripley goes back." } }],
    },
  }),
  deleted: () => ({
    success: false,
    status_code: 34,
    status_message: "The resource you requested could not be found.",
  }),
  token: () => ({ success: false, status_code: 7, status_message: "Invalid API key" }),
};

const quirks = { imdbapi, cinemeta, omdb, tmdb };

/** The film that a URL asks for: by IMDb's id, or by TMDB's, which is the number in it. */
function idIn(url) {
  const [, id, number] = /(tt\d+)|\/movie\/(\d+)/.exec(url);
  return id ?? `tt${number.padStart(7, "0")}`;
}

/** The odd answer of that name, like "omdb quota". */
export function quirk(name, url, base) {
  const [provider, which] = name.split(" ");
  return quirks[provider][which](idIn(url), base);
}
