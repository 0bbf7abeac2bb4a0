// What a phone pays for the vote page: `node tests/browser/measure.mjs`. Each run has an empty
// cache; the page is complete when every poster in sight is decoded and every card is there.
import { launch, newContext } from "./support/browser.mjs";
import { completeAt } from "./support/complete.mjs";
import { Server } from "./support/server.mjs";

const RUNS = 5;
const lines = {
  "no limit": null,
  "1.6 Mbit/s, 150 ms": {
    offline: false,
    latency: 150,
    downloadThroughput: 1_600_000 / 8,
    uploadThroughput: 750_000 / 8,
  },
};

const kindOf = (url) => {
  const { pathname } = new URL(url);
  if (pathname.startsWith("/api/v1/posters/")) return "posters";
  if (pathname.startsWith("/api/")) return "api";
  return pathname.startsWith("/fonts/") ? "fonts" : "code";
};

/** Adds up what comes over the wire: bodies by kind, and the headers of all. */
function weigh(session) {
  const seen = new Map();
  const sum = { requests: 0, files: 0, posters: 0, api: 0, fonts: 0, code: 0, headers: 0 };
  session.on("Network.responseReceived", ({ requestId, response }) =>
    seen.set(requestId, { kind: kindOf(response.url), headers: response.encodedDataLength }),
  );
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const answer = seen.get(requestId);
    if (!answer) return;
    sum.requests += 1;
    sum.files += Number(answer.kind === "code");
    sum.headers += answer.headers;
    sum[answer.kind] += encodedDataLength - answer.headers;
  });
  return sum;
}

async function measure(browser, server, line) {
  const context = await newContext(browser, "phone", { baseURL: server.url });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  if (line) await session.send("Network.emulateNetworkConditions", line);
  const sum = weigh(session);
  await page.goto("/", { waitUntil: "commit" });
  const time = await page.evaluate(completeAt);
  const atCompletion = { ...sum };
  await context.close();
  return { time, ...atCompletion };
}

const median = (runs, key) => runs.map((run) => run[key]).sort((a, b) => a - b)[RUNS >> 1];
const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

const browser = await launch();
const server = await new Server().start();
for (const [name, line] of Object.entries(lines)) {
  const runs = [];
  for (let run = 0; run < RUNS; run += 1) runs.push(await measure(browser, server, line));
  const times = runs.map(({ time }) => Math.round(time)).join(", ");
  console.log(`${name}: complete after ${Math.round(median(runs, "time"))} ms (${times})`);
  const of = (key) => kB(median(runs, key));
  console.log(
    `  ${median(runs, "requests")} requests by then; bodies on the wire: posters ${of("posters")}, ` +
      `code ${of("code")} in ${median(runs, "files")} files, fonts ${of("fonts")}, ` +
      `API ${of("api")}; headers ${of("headers")}`,
  );
}
await server.stop();
await browser.close();
