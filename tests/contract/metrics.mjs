// Reads the metrics of a club as Prometheus does, with the parser of its own client. The club's
// sources have been asked, and one has failed, so that every family has samples.
import { execFileSync } from "node:child_process";
import { isFresh, OutsideClub, withPosters } from "../support/outside.mjs";
import { ask } from "./client.mjs";
import { finish, test } from "./report.mjs";

const type = "text/plain; version=0.0.4; charset=utf-8";
const parser = new URL("./prometheus.py", import.meta.url).pathname;
/** Of Debian's own Python: another one does not see Debian's modules. */
const parse = (text) =>
  JSON.parse(execFileSync("/usr/bin/python3", [parser], { input: text, encoding: "utf8" }));

const club = await OutsideClub.start({ MARQUEE_PROVIDERS: "imdbapi cinemeta" });
const { token } = club;
process.env.MARQUEE_TEST_URL = club.url;

async function scrape() {
  const answer = await ask("GET", "/metrics", { token });
  return { ...answer, families: answer.status === 200 ? parse(answer.body) : [] };
}

/** Units are those of Prometheus' best practices. */
function nameErrors({ name }) {
  const errors = [];
  if (!/^(marquee|process)(_[a-z]+)+$/.test(name)) errors.push(`${name} is no name of ours`);
  if (/_(ms|us|milliseconds|kb|mb)(_|$)/.test(name)) errors.push(`${name} is in no base unit`);
  return errors;
}

/** The samples of a histogram, by their labels without that of the bucket. */
function series({ name, samples }) {
  const all = new Map();
  for (const sample of samples) {
    const { le, ...labels } = sample.labels;
    const key = JSON.stringify(labels);
    if (!all.has(key)) all.set(key, { buckets: [] });
    if (le === undefined) all.get(key)[sample.name.slice(name.length + 1)] = sample.value;
    else all.get(key).buckets.push({ bound: Number(le.replace("+Inf", "Infinity")), ...sample });
  }
  return [...all.values()];
}

/** Each bucket holds those before it; the last one is the count. */
function histogramErrors({ buckets, count, sum }) {
  const values = buckets.map(({ value }) => value);
  const errors = Number.isFinite(sum) ? [] : [`the sum is ${sum}`];
  if (buckets[0]?.bound > 0.0001 || buckets.at(-2)?.bound < 10)
    errors.push(`buckets from ${buckets[0].bound}`);
  if (buckets.some(({ bound }, i) => bound <= buckets[i - 1]?.bound)) errors.push("a mess");
  if (values.some((value, i) => value < values[i - 1])) errors.push(`buckets shrink: ${values}`);
  if (buckets.at(-1)?.bound !== Infinity || values.at(-1) !== count)
    errors.push(`${values.at(-1)} in buckets, ${count} counted`);
  return errors;
}

function familyErrors(family) {
  const errors = nameErrors(family);
  const { help, samples } = family;
  if (samples.length === 0) errors.push("has no sample");
  if (!help.endsWith(".")) errors.push(`no sentence of help: ${help}`);
  if (!["counter", "gauge", "histogram"].includes(family.type)) errors.push(`is ${family.type}`);
  const keys = samples.map(({ name, labels }) => JSON.stringify([name, labels]));
  if (new Set(keys).size < keys.length) errors.push("a sample comes twice");
  for (const { value } of samples)
    if (!(Number.isFinite(value) && value >= 0)) errors.push(`a value is ${value}`);
  if (family.type === "histogram") errors.push(...series(family).flatMap(histogramErrors));
  return errors;
}

/** In the text itself: the parser gives a counter the name that it ought to have. */
function typeErrors({ body }) {
  const types = [...body.matchAll(/^# TYPE (\S+) (\S+)$/gm)];
  return types
    .filter(([, name, type]) => (type === "counter") !== name.endsWith("_total"))
    .map(([line]) => line);
}

function answered({ families }) {
  const { samples } = families.find(({ name }) => name === "marquee_http_requests");
  return samples.find(({ labels }) => labels.method === "GET" && labels.status === "2xx").value;
}

async function read() {
  await club.upstream.script({ prefix: "/search", then: { do: "status", status: 503 } });
  await club.propose(withPosters(3));
  await club.until((film) => isFresh(film) && film.poster !== null, 60_000);
  await ask("GET", "/films/search?q=love", { token });

  const first = await scrape();
  test(
    "the type names the version",
    first.headers.get("content-type") === type ? [] : ["it does not"],
  );
  test("the text ends with a line's end", first.body.endsWith("\n") ? [] : ["it does not"]);
  test("counters, and nothing else, are called totals", typeErrors(first));
  for (const family of first.families) test(family.name, familyErrors(family));

  const names = first.families.map(({ name }) => name);
  test("no family comes twice", new Set(names).size === names.length ? [] : [names.join()]);

  await ask("GET", "/club", { token });
  await ask("GET", "/proposals", { token });
  const grown = answered(await scrape()) - answered(first);
  test("what was asked is counted", grown === 3 ? [] : [`${grown} more instead of 3`]);
}

try {
  await read();
} finally {
  await club.stop();
}
finish("contract-metrics");
