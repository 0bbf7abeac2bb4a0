/** Film data in every kind of trouble, as the server would tell it. */
const at = (minutes) =>
  new Date(Date.now() + minutes * 60_000).toISOString().replace(/\.\d+Z$/, "Z");

export const metropolis = () => ({
  film_id: 39,
  imdb_id: "tt0017136",
  title: "Metropolis",
  state: "stale",
  cached_at: at(-3 * 1440),
  try_at: at(12),
  unknown_at: null,
  failures: 4,
  error: "https://v3-cinemeta.strem.io: no answer within 10 s",
});

const source = (name, more) => ({
  name,
  in_flight: 0,
  waiting: 0,
  failures: 0,
  failing_ms: 0,
  paused_ms: 0,
  last_error: null,
  ...more,
});

const providers = () => [
  source("tmdb", { in_flight: 2, waiting: 14 }),
  source("tmdb posters"),
  source("cinemeta", {
    failures: 5,
    failing_ms: 40 * 60_000,
    paused_ms: 14 * 60_000,
    last_error: "https://v3-cinemeta.strem.io: no answer within 10 s",
  }),
  source("cinemeta posters", {
    failures: 2,
    failing_ms: 60_000,
    last_error: "https://images.metahub.space: HTTP status 503",
  }),
];

const unknown = () => ({
  ...metropolis(),
  film_id: 7,
  imdb_id: "tt9999998",
  title: null,
  state: "unknown",
  cached_at: null,
  unknown_at: at(-2 * 1440),
  try_at: at(-2),
  failures: 3,
  error: null,
});

const long = () => ({
  ...metropolis(),
  film_id: 12,
  imdb_id: "tt0057012",
  title: "Dr. Strangelove or: How I Learned to Stop Worrying and Love the Bomb",
  failures: 1,
  error: "cinemeta: cinemeta answered with something that isn't JSON.",
});

const refused = () => ({
  film_id: 21,
  imdb_id: "tt0021749",
  title: "City Lights",
  refused: true,
  failures: 0,
  try_at: null,
  error: "The image cannot be decoded (VipsJpeg: Premature end of input file).",
});

export const troubled = () => ({
  fresh: 31,
  stale: 6,
  pending: 2,
  unknown: 1,
  manual: 4,
  failing: 2,
  oldest_at: at(-3 * 1440),
  with_poster: 37,
  posters_wanted: 3,
  posters_refused: 1,
  providers: providers(),
  hit_rate: 0.978,
  films_failing: [unknown(), metropolis(), long()],
  posters_failing: [refused()],
});
