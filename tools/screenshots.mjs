// Renews the README's pictures of the vote page, from the demo as a member sees it:
//
//     ./dev build && node tools/screenshots.mjs [program]
//
// Needs Chromium and cwebp, which ./dev test installs.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { launch } from "./chromium.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const program = process.argv[2] ?? join(root, "build/release/marquee");
const images = join(root, "docs/images");
const BYTES_MAX = 400 * 1024;

const pictures = [
  {
    name: "vote-desktop",
    settings: {
      viewport: { width: 1280, height: 960 },
      colorScheme: "dark",
      deviceScaleFactor: 1.5,
    },
  },
  {
    name: "vote-phone",
    settings: {
      viewport: { width: 390, height: 780 },
      colorScheme: "light",
      deviceScaleFactor: 2,
      isMobile: true,
      hasTouch: true,
    },
  },
];

async function startDemo() {
  const demo = spawn(program, ["serve", "--demo"], {
    env: { ...process.env, MARQUEE_LISTEN: "127.0.0.1:0" },
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [line] = await once(createInterface(demo.stdout), "line");
  return { url: line.replace("Marquee is open at ", ""), stop: () => demo.kill("SIGTERM") };
}

async function signIn(page, url) {
  await page.goto(`${url}/sign-in`);
  const sheet = page.getByRole("dialog");
  await sheet.getByLabel("Your name in the club").fill("ada");
  await sheet.getByLabel("Password", { exact: true }).fill("film night demo");
  await sheet.getByRole("button", { name: "Sign in" }).click();
  await sheet.waitFor({ state: "hidden" });
}

async function stillPage(page, url) {
  await page.goto(url);
  await page.evaluate(() => document.fonts.ready);
  await page.waitForFunction(() => [...document.images].slice(0, 6).every((it) => it.complete));
  await page.waitForTimeout(500); // what fades in has done so
}

async function take(browser, url, folder, { name, settings }) {
  const context = await browser.newContext({ ...settings, reducedMotion: "reduce" });
  const page = await context.newPage();
  const shot = join(folder, `${name}.png`);
  const file = join(images, `${name}.webp`);

  await signIn(page, url);
  await stillPage(page, url);
  await page.screenshot({ path: shot });
  await context.close();
  execFileSync("cwebp", ["-quiet", "-q", "84", "-m", "6", "-sharp_yuv", shot, "-o", file]);
  const bytes = statSync(file).size;
  if (bytes > BYTES_MAX) throw new Error(`${file} has ${bytes} bytes; ${BYTES_MAX} is the limit`);
  console.log(`${file}: ${bytes} bytes`);
}

const folder = mkdtempSync(join(tmpdir(), "marquee-screenshots-"));
const demo = await startDemo();
const browser = await launch();
try {
  mkdirSync(images, { recursive: true });
  for (const picture of pictures) await take(browser, demo.url, folder, picture);
} finally {
  await browser.close();
  demo.stop();
  rmSync(folder, { recursive: true });
}
