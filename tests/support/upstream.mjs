// A stand-in for the sources of film metadata, well-behaved or not. It needs nothing but Node.
//
//   node tests/support/upstream.mjs [--tls FILE]   listens on 127.0.0.1 and prints its port
//
// What a path answers:
//
//   the first script whose prefix it has   see POST /__script
//   /do/<name>?option=value                that behaviour (upstream/behaviours.mjs), as if scripted
//   films, searches and posters            like the real sources (upstream/films.mjs)
//
// What the tests say and ask:
//
//   POST /__script   {"prefix": "/titles/", "delay": 50, "replies": [{"do": "status", "status": 500}],
//                     "then": {"do": "hang"}}: the replies in turn, and after them `then`, or what
//                    the path answers by itself. `delay`: ms before each; `limit`: more than so many
//                    in a second get 429 at once. The newest script counts.
//   GET /__counts    {"requests": {path: number}, "now": 1, "highest": 3, "arrivals": [ms, …],
//                    "connections": 2}: requests so far by path without query, how many are under
//                    way, the most that ever were, when the last 1000 came, and connections so far
//   POST /__reset    forgets scripts and counts
//
// --tls: https, in HTTP/2 where it is wanted, with a certificate that nobody trusts who has not read
// FILE, where it is written.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer as createPlain } from "node:http";
import { createSecureServer } from "node:http2";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { behave } from "./upstream/behaviours.mjs";
import { film } from "./upstream/films.mjs";

const ARRIVALS_MAX = 1000;

let scripts = [];
let requests = {};
let arrivals = [];
let now = 0;
let connections = 0;
let highest = 0;

function reset() {
  scripts = [];
  requests = {};
  arrivals = [];
  highest = now;
}

function count(path, response) {
  requests[path] = (requests[path] ?? 0) + 1;
  arrivals = [...arrivals, Math.round(performance.now())].slice(-ARRIVALS_MAX);
  highest = Math.max(highest, ++now);
  response.on("close", () => now--);
}

async function readJson(request) {
  let text = "";
  for await (const part of request) text += part;
  return text === "" ? {} : JSON.parse(text);
}

const controls = {
  "POST /__script": async (request) => {
    const { prefix, delay = 0, limit, replies = [], then } = await readJson(request);
    scripts.unshift({ prefix, delay, limit, replies, then, times: [] });
    return {};
  },
  "GET /__counts": () => ({ requests, now, highest, arrivals, connections }),
  "POST /__reset": () => (reset(), {}),
};

/** What this path does by itself: a behaviour, or null. */
function ownBehaviour(url) {
  const name = /^\/do\/(\w+)/.exec(url.pathname)?.[1];
  return name ? { do: name, ...Object.fromEntries(url.searchParams) } : null;
}

/** One request too many of the last second. */
function isTooMany(script) {
  if (!script?.limit) return false;
  const since = performance.now() - 1000;
  script.times = script.times.filter((time) => time > since);
  return script.times.push(performance.now()) > script.limit;
}

async function answer(request, response, url) {
  const script = scripts.find(({ prefix }) => url.pathname.startsWith(prefix));
  if (isTooMany(script)) return behave({ do: "status", status: 429, retry: 1 }, request, response);
  const behaviour = script?.replies.shift() ?? script?.then ?? ownBehaviour(url);
  const delay = Number(behaviour?.delay ?? script?.delay ?? 0);

  if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay));
  if (response.destroyed) return;
  if (behaviour) behave(behaviour, request, response);
  else if (!film(url, request, response)) behave({ do: "status", status: 404 }, request, response);
}

async function take(request, response) {
  const url = new URL(request.url, `http://${request.headers.host ?? request.authority}`);
  const control = controls[`${request.method} ${url.pathname}`];

  if (control) {
    response.setHeader("Content-Type", "application/json");
    response.end(JSON.stringify(await control(request)));
    return;
  }
  count(url.pathname, response);
  await answer(request, response, url);
}

/** What cannot be answered as it was scripted is not answered at all. */
const serve = (request, response) => take(request, response).catch(() => response.destroy());

function makeCertificate() {
  const folder = mkdtempSync(join(tmpdir(), "marquee-upstream-"));
  const [key, cert] = ["key.pem", "cert.pem"].map((name) => join(folder, name));
  const how = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1"];
  const who = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"];
  try {
    execFileSync("openssl", ["req", "-x509", ...how, ...who, "-keyout", key, "-out", cert], {
      stdio: "ignore",
    });
    return { key: readFileSync(key), cert: readFileSync(cert) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function createTls(file) {
  const certificate = makeCertificate();
  writeFileSync(file, certificate.cert);
  return createSecureServer({ ...certificate, allowHTTP1: true }, serve);
}

const [, , flag, file] = process.argv;
const server = flag === "--tls" ? createTls(file) : createPlain(serve);
server.keepAliveTimeout = 60_000;
server.on("connection", () => connections++);
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
