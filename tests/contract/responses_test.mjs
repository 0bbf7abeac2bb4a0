// The validator itself: it accepts every answer that the contract shows, and sees what is wrong
// with a changed one.
import { readContract } from "./contract.mjs";
import { finish, test } from "./report.mjs";
import { createValidator } from "./responses.mjs";

const { document, operations, resolve, base } = readContract();
const validate = createValidator();

const headers = {
  "X-Request-Id": "01JD5W3Z8QK7T2",
  ETag: '"1-2"',
  "Cache-Control": "private, no-cache",
  "Accept-Ranges": "bytes",
  "X-Accel-Buffering": "no",
  "Content-Range": "bytes 0-499/13582",
  Vary: "Cookie, Marquee-Seat, Authorization, Accept-Encoding",
  Location: `${base}/proposals/58`,
  "Set-Cookie": "marquee=x; HttpOnly; SameSite=Lax; Path=/",
  "WWW-Authenticate": "Bearer",
  "Retry-After": "42",
};

/** A request path for a template; which values stand in it does not matter. */
const pathOf = (template) => base + template.replaceAll(/\{[^}]+\}/g, "1");

function testExamples({ method, template }, status, [type, media]) {
  const shown = Object.values(media.examples ?? {}).map((example) => resolve(example).value);
  for (const value of media.example ? [media.example] : shown) {
    const answer = { method, path: pathOf(template), status: Number(status) };
    const own = { ...headers, "Content-Type": `${type}; charset=utf-8` };
    const body = /json$/.test(type) ? JSON.stringify(value) : value;
    const errors = validate({ ...answer, headers: own, body });
    test(`${method} ${template} ${status}`, errors);
  }
}

for (const operation of operations)
  for (const [status, reference] of Object.entries(operation.responses))
    for (const content of Object.entries(resolve(reference).content ?? {}))
      testExamples(operation, status, content);

const film = document.components.examples.Film.value;
const json = { ...headers, "Content-Type": "application/json" };
const good = { method: "GET", path: `${base}/films/1`, status: 200, headers: json };
const withFilm = (change) => ({ ...good, body: JSON.stringify({ ...film, ...change }) });
const problem = document.components.examples["not-found"].value;
const asProblem = { ...headers, "Content-Type": "application/problem+json" };
const missing = { ...good, status: 404, headers: asProblem, body: JSON.stringify(problem) };

/** What a film has before its source has answered, if ever it does. */
const bare = {
  title: null,
  year: null,
  plot: null,
  runtime_minutes: null,
  genres: [],
  directors: [],
  imdb_rating: null,
  imdb_votes: null,
  cast: [],
  metascore: null,
  age_rating: null,
  trailer_url: null,
  type: null,
  poster: null,
};
const nothing = { cached_at: null, provider: null };
const states = {
  pending: { ...bare, metadata: { state: "pending", ...nothing } },
  "pending, after it was entered by hand": {
    ...bare,
    title: "Home Movie",
    metadata: { state: "pending", ...nothing },
  },
  unknown: { ...bare, metadata: { state: "unknown", ...nothing } },
  manual: {
    ...bare,
    imdb_id: null,
    title: "Home Movie",
    metadata: { state: "manual", ...nothing },
  },
  stale: { metadata: { ...film.metadata, state: "stale" } },
};
const { open_proposal_id: proposalId, ...shortFilm } = film;
const proposal = document.components.examples.Metropolis.value;
const hits = document.components.examples.CityLights.value;
const poster = document.components.examples.Poster.value;

/** Every answer that shows a film, with a film in that state. */
function withState(change) {
  const shown = { ...proposal, film: { ...shortFilm, ...change } };
  const { imdb_id = film.imdb_id, title = film.title, year = film.year } = change;
  const bodies = {
    "/films/1": { ...film, ...change, open_proposal_id: proposalId },
    "/proposals/1": shown,
    "/proposals": { items: [shown], next: null, tonight: null, version: 1764460000123 },
    "/posters/1": { ...poster, films: [{ id: 1, imdb_id, title, year }] },
  };
  if (imdb_id) {
    const { directors, runtime_minutes, poster: image } = { ...film, ...change };
    const facts = { imdb_id, title, year, directors, runtime_minutes, poster: image };
    bodies["/films/search"] = { ...hits, items: [{ ...hits.items[0], ...facts, film_id: 1 }] };
  }
  return Object.entries(bodies);
}

for (const [state, change] of Object.entries(states))
  for (const [path, body] of withState(change))
    test(
      `${path} with a film that is ${state}`,
      validate({ ...good, path: base + path, body: JSON.stringify(body) }),
    );

const accepted = {
  "a search that no source answered": {
    ...good,
    path: `${base}/films/search`,
    body: JSON.stringify({ items: [], next: null, complete: false }),
  },
  "a film": withFilm({}),
  "HEAD of a film": { ...good, method: "HEAD", body: "" },
  "no such film": missing,
  "no such path": { ...missing, path: `${base}/nothing/here` },
  "what OPTIONS says": {
    ...good,
    method: "OPTIONS",
    status: 204,
    headers: { ...headers, Allow: "GET, HEAD, OPTIONS" },
    body: "",
  },
};
for (const [name, answer] of Object.entries(accepted)) test(name, validate(answer));

const refused = {
  "a field that is not described": withFilm({ secret: 1 }),
  "one deep inside": withFilm({ metadata: { ...film.metadata, secret: 1 } }),
  "a title that is empty instead of null": withFilm({ ...states.pending, title: "" }),
  "a pending film without its genres": withFilm({ ...states.pending, genres: null }),
  "a state that there is not": withFilm({ metadata: { state: "asleep", ...nothing } }),
  "metadata without a provider": withFilm({ metadata: { state: "pending", cached_at: null } }),
  "a provider that is empty instead of null": withFilm({
    metadata: { state: "pending", cached_at: null, provider: "" },
  }),
  "a proposal without a film": {
    ...good,
    path: `${base}/proposals/1`,
    body: JSON.stringify({ ...proposal, film: null }),
  },
  "a search that does not say what it searched": {
    ...good,
    path: `${base}/films/search`,
    body: JSON.stringify({ items: [], next: null }),
  },
  "one behind a choice": withFilm({ poster: { ...film.poster, secret: 1 } }),
  "a field that is missing": withFilm({ open_proposal_id: undefined }),
  "a field of another type": withFilm({ year: "1927" }),
  "a status that is not described": { ...withFilm({}), status: 418 },
  "another content type": { ...withFilm({}), headers: { ...json, "Content-Type": "text/html" } },
  "a missing header": { ...withFilm({}), headers: { "Content-Type": "application/json" } },
  "a body that is not JSON": { ...good, body: "{" },
  "a HEAD with a body": { ...good, method: "HEAD", body: "{}" },
  "a problem with another status": {
    ...missing,
    body: JSON.stringify({ ...problem, status: 400 }),
  },
  "a method that should be 405": { ...missing, method: "PUT" },
  "a path outside of the API": { ...missing, path: "/elsewhere" },
};
for (const [name, answer] of Object.entries(refused))
  test(`refuses ${name}`, validate(answer).length ? [] : ["nothing was found wrong with it"]);

finish("contract-responses");
