// A reader of the page, in a process of its own that gets the processor as soon as it wants it: on a
// busy machine it would otherwise measure how long it waits itself.
//
//   chrt --fifo 10 node tests/bench/reader.mjs URL TOKEN SECONDS
//
// It looks every 20 ms, and prints JSON: the ms to each first byte, and whether the machine stood
// still meanwhile. Nothing that runs at a usual priority can hold up a clock at this one: when it is
// late, nobody ran (on a rented machine another one did).
import { Agent, get } from "node:http";

const EVERY = 20; // ms
const LATE = 2; // ms

const [url, token, seconds] = process.argv.slice(2);
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

let still = 0;
let ticked = performance.now();
const clock = setInterval(() => {
  const now = performance.now();
  if (now - ticked > 1 + LATE) still++;
  ticked = now;
}, 1);

function read() {
  const before = still;
  const started = performance.now();
  return new Promise((resolve, reject) => {
    get(url, { agent, headers: { authorization: `Bearer ${token}` } }, (answer) => {
      const ms = performance.now() - started;
      answer.resume().on("end", async () => {
        await wait(2); // a late clock says so when it is back
        resolve({ ms, isStill: still > before });
      });
    }).on("error", reject);
  });
}

const reads = [];
for (const end = performance.now() + Number(seconds) * 1000; performance.now() < end; ) {
  const started = performance.now();
  reads.push(await read());
  await wait(EVERY - (performance.now() - started));
}
clearInterval(clock);
agent.destroy();
console.log(JSON.stringify(reads));
