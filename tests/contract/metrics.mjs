// Reads the metrics of a demo (MARQUEE_TEST_URL) as Prometheus does, with a parser of its format.
import parse from "parse-prometheus-text-format";
import { ask, tokens } from "./client.mjs";
import { finish, test } from "./report.mjs";

const type = "text/plain; version=0.0.4; charset=utf-8";
const isSample = (line) => line !== "" && !line.startsWith("#");

async function scrape() {
  const answer = await ask("GET", "/metrics", { token: tokens.reader });
  return { ...answer, families: answer.status === 200 ? parse(answer.body) : [] };
}

/** A counter is told by its name; units are those of Prometheus' best practices. */
function nameErrors({ name, type }) {
  const errors = [];
  if (!/^(marquee|process)(_[a-z]+)+$/.test(name)) errors.push(`${name} is no name of ours`);
  if ((type === "COUNTER") !== name.endsWith("_total")) errors.push(`${name} is a ${type}`);
  if (/_(ms|us|milliseconds|kb|mb)(_|$)/.test(name)) errors.push(`${name} is in no base unit`);
  return errors;
}

const isNumber = (text) => text !== "" && Number.isFinite(Number(text)) && Number(text) >= 0;

/** Each bucket holds those before it; the last one is the count. */
function histogramErrors({ buckets, count, sum }) {
  const bounds = Object.keys(buckets).filter((bound) => bound !== "+Inf");
  const counts = bounds
    .sort((a, b) => a - b)
    .concat("+Inf")
    .map((bound) => Number(buckets[bound]));
  const errors = isNumber(sum) ? [] : [`the sum is ${sum}`];
  if (bounds[0] > 0.0001 || bounds.at(-1) < 10) errors.push(`buckets from ${bounds[0]}`);
  if (counts.some((value, i) => value < counts[i - 1])) errors.push(`buckets shrink: ${counts}`);
  if (counts.at(-1) !== Number(count)) errors.push(`${counts.at(-1)} in buckets, ${count} counted`);
  return errors;
}

function familyErrors(family) {
  const errors = nameErrors(family);
  if (!family.help.endsWith(".")) errors.push(`no sentence of help: ${family.help}`);
  if (!["COUNTER", "GAUGE", "HISTOGRAM"].includes(family.type)) errors.push(`is ${family.type}`);
  const labels = family.metrics.map((metric) => JSON.stringify(metric.labels ?? {}));
  if (new Set(labels).size < labels.length) errors.push("a sample comes twice");
  for (const metric of family.metrics)
    if (family.type === "HISTOGRAM") errors.push(...histogramErrors(metric));
    else if (!isNumber(metric.value)) errors.push(`a value is ${metric.value}`);
  return errors;
}

/** Every sample of the text is one of a family that was described. */
function lostSamples({ body, families }) {
  const lines = body.split("\n").filter(isSample).length;
  const read = families.flatMap(({ metrics }) => metrics);
  const count = read.reduce(
    (sum, { buckets }) => sum + (buckets ? Object.keys(buckets).length + 2 : 1),
    0,
  );
  return lines === count ? [] : [`${lines} lines, ${count} samples`];
}

function answered({ families }) {
  const { metrics } = families.find(({ name }) => name === "marquee_http_requests_total");
  const { value } = metrics.find(
    ({ labels }) => labels.method === "GET" && labels.status === "2xx",
  );
  return Number(value);
}

const first = await scrape();
test(
  "the type names the version",
  first.headers.get("content-type") === type ? [] : ["it does not"],
);
test("the text ends with a line's end", first.body.endsWith("\n") ? [] : ["it does not"]);
test("no sample is lost", lostSamples(first));
for (const family of first.families) test(family.name, familyErrors(family));

const names = first.families.map(({ name }) => name);
test("no family comes twice", new Set(names).size === names.length ? [] : [names.join()]);

await ask("GET", "/club", { token: tokens.reader });
await ask("GET", "/proposals", { token: tokens.reader });
const grown = answered(await scrape()) - answered(first);
test("what was asked is counted", grown === 3 ? [] : [`${grown} more instead of 3`]);

finish("contract-metrics");
