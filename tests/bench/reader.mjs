// Ten readers of pages, in a process that gets the processor as soon as it wants it: on a busy machine
// it would otherwise measure how long it waits itself.
//
//   chrt --fifo 10 node tests/bench/reader.mjs TOKEN SECONDS URL…
//
// Every 20 ms the next one, on a connection of its own, looks at the next page; for each page the ms to
// its first bytes are printed as JSON.
import { Agent, get } from "node:http";

const EVERY = 20; // ms
const READERS = 10;

const [token, seconds, ...urls] = process.argv.slice(2);
const agents = Array.from({ length: READERS }, () => new Agent({ keepAlive: true }));
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

function read(url, agent) {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    get(url, { agent, headers: { authorization: `Bearer ${token}` } }, (answer) => {
      const ms = performance.now() - started;
      answer.resume().on("end", () => resolve(ms));
    }).on("error", reject);
  });
}

const reads = urls.map(() => []);
const end = performance.now() + Number(seconds) * 1000;
for (let turn = 0; performance.now() < end; turn++) {
  const started = performance.now();
  const [page, reader] = [turn % urls.length, Math.floor(turn / urls.length) % READERS];
  reads[page].push(await read(urls[page], agents[reader]));
  await wait(EVERY - (performance.now() - started));
}
for (const agent of agents) agent.destroy();
console.log(JSON.stringify(reads));
