// What posters weigh: 50 photographs, scrolled through on a phone and on a desktop; and what it
// costs to make their pictures.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { launch, newContext } from "../browser/support/browser.mjs";
import { program } from "../support/club.mjs";
import { median } from "./load.mjs";
import { idOf, OutsideClub, wait, withPosters } from "../support/outside.mjs";
import { drawPhotographs } from "./photographs.mjs";

const FILMS = 50;
const FINISHED = 300_000; // ms: AVIF begins a minute after the start, at idle priority
const WIDTHS = ["185", "342", "500", "780"];

const kilobytes = (bytes) => `${Math.round(bytes / 1000).toLocaleString("en")} kB`;

/** Scrolls to the end; the bytes of all posters that were loaded on the way, by media type. */
async function weigh(browser, device, url) {
  const context = await newContext(browser, device, { baseURL: url });
  const page = await context.newPage();
  const types = {};
  page.on("response", async (response) => {
    if (!/\/posters\/\w+\/\d+$/.test(response.url())) return;
    const type = response.headers()["content-type"];
    types[type] = (types[type] ?? 0) + Number(response.headers()["content-length"]);
  });
  await page.goto("/");
  await page
    .locator(".card")
    .nth(FILMS - 1)
    .waitFor();
  for (let seen = -1, y = 0; y !== seen; ) {
    seen = y;
    await page.mouse.wheel(0, 400);
    await wait(150);
    y = await page.evaluate(() => scrollY);
  }
  await page.waitForFunction(() =>
    [...document.querySelectorAll(".card img")].every((image) => image.complete),
  );
  await context.close();
  return types;
}

async function weighAll(say, what, url) {
  const browser = await launch();
  try {
    for (const device of ["phone", "desktop"]) {
      const types = await weigh(browser, device, url);
      const total = Object.values(types).reduce((sum, bytes) => sum + bytes, 0);
      const width = device === "phone" ? "390 px, DPR 2" : "1280 px";
      const parts = Object.entries(types).map(([type, bytes]) => `${type} ${kilobytes(bytes)}`);
      say(`${FILMS} posters, ${width}, ${what}`, `${kilobytes(total)} (${parts.join(", ")})`);
    }
  } finally {
    await browser.close();
  }
}

async function untilFinished(club) {
  const posters = (await club.page()).items.map(({ film }) => film.poster.id);
  const until = performance.now() + FINISHED;
  for (const id of posters)
    for (;;) {
      const { sizes } = await club.call("GET", `/posters/${id}`, club.token);
      if (sizes.some((it) => it.media_type === "image/avif")) break;
      if (performance.now() > until) throw new Error("AVIF takes too long");
      await wait(500);
    }
}

const child = `
import os, resource, subprocess, sys, time
began = time.monotonic()
ended = subprocess.Popen(sys.argv[2:], stdin=open(sys.argv[1]), stdout=-3, stderr=-3)
status, usage = os.wait4(ended.pid, 0)[1:]
print(time.monotonic() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss, os.waitstatus_to_exitcode(status))
`;

/** Seconds, seconds of the processor, and MB of one run. */
function make(file, format) {
  const words = [join(program, "../marquee-image"), format, ...WIDTHS];
  const said = execFileSync("/usr/bin/python3", ["-c", child, file, ...words], {
    encoding: "utf8",
  });
  const [real, processor, memory, status] = said.trim().split(" ").map(Number);
  return { real, processor, memory: memory / 1024, status };
}

function measureMaking(say, files) {
  for (const format of ["webp", "avif"]) {
    const runs = files.map((file) => make(file, format));
    const of = (key) => median(runs.map((it) => it[key]));
    const most = Math.max(...runs.map((it) => it.memory));
    say(
      `four widths as ${format} of a photograph, 1000 × 1500`,
      `${of("real").toFixed(2)} s (processor ${of("processor").toFixed(2)} s), ${most.toFixed(0)} MB`,
    );
  }
}

async function measureBomb(say, folder, upstream) {
  const file = join(folder, "bomb.png");
  const answer = await fetch(`${upstream.url}/do/image?kind=bomb`);
  const bytes = Buffer.from(await answer.arrayBuffer());
  writeFileSync(file, bytes);
  const { real, memory, status } = make(file, "webp");
  say(
    `a PNG of 30,000 × 30,000 pixels in ${kilobytes(bytes.length)}`,
    `${real.toFixed(2)} s, ${memory.toFixed(0)} MB, ${status === 3 ? "refused" : `status ${status}`}`,
  );
}

export async function measurePosters(say) {
  const folder = mkdtempSync(join(tmpdir(), "marquee-photographs-"));
  const numbers = withPosters(FILMS);
  const names = numbers.map((it) => `${idOf(it)}.jpg`);
  const club = await OutsideClub.start();
  const browser = await launch();
  try {
    say(
      `${FILMS} photographs as they come, 1000 × 1500`,
      kilobytes(await drawPhotographs(browser, folder, names)),
    );
    await club.upstream.script({ prefix: "/poster/", then: { do: "file", folder } });
    await club.propose(numbers);
    await club.until((film) => film.poster);
    await weighAll(say, "as soon as they are there", club.url);
    await untilFinished(club);
    await weighAll(say, "in the end", club.url);
    measureMaking(
      say,
      names.slice(0, 9).map((name) => join(folder, name)),
    );
    await measureBomb(say, folder, club.upstream);
  } finally {
    await browser.close();
    await club.stop();
    rmSync(folder, { recursive: true });
  }
}
