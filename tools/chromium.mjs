// The browser of tests and tools: the part of Chromium that draws pages. It takes three quarters of the
// time that the whole one does. CHROMIUM names another.
import { chromium } from "playwright-core";

/** These take the place of Playwright's own, so its four come first. */
const BLINK_SETTINGS = [
  "primaryHoverType=2",
  "availableHoverTypes=2",
  "primaryPointerType=4",
  "availablePointerTypes=4",
  /* Posters are fetched this near on a good network. The shell knows nothing of its network, or takes
     it for a poor one where answers are made late, and would fetch nearly all. */
  ...["Unknown", "Slow2G", "2G", "3G"].map((type) => `lazyLoadingImageMarginPx${type}=1250`),
];

const ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  `--blink-settings=${BLINK_SETTINGS.join()}`,
];

/** @param {import("playwright-core").LaunchOptions} [options] */
export const launch = ({ args = [], ...options } = {}) =>
  chromium.launch({
    ...options,
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium-headless-shell",
    args: [...ARGS, ...args],
    timeout: 60_000,
  });
