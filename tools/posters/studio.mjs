import { readFile } from "node:fs/promises";
import { launch } from "../chromium.mjs";
import { fit } from "./fit.mjs";
import { HEIGHT, WIDTH } from "./shapes.mjs";

const MODULES = new URL("../../node_modules/", import.meta.url);
const FACES = [
  ["Limelight", "@fontsource/limelight/files/limelight-latin-400-normal.woff2", "400", "100%"],
  [
    "Bricolage",
    "@fontsource-variable/bricolage-grotesque/files/bricolage-grotesque-latin-standard-normal.woff2",
    "200 800",
    "75% 100%",
  ],
];

const fontFace = async ([family, file, weight, stretch]) => {
  const bytes = await readFile(new URL(file, MODULES));
  return `@font-face{font-family:${family};font-weight:${weight};font-stretch:${stretch};src:url(data:font/woff2;base64,${bytes.toString("base64")})}`;
};

/** A browser with the two faces loaded and a bare sheet to draw on. */
export async function openStudio() {
  const browser = await launch({ args: ["--force-color-profile=srgb", "--disable-lcd-text"] });
  const page = await browser.newPage({ viewport: { width: WIDTH, height: HEIGHT } });
  const faces = await Promise.all(FACES.map(fontFace));
  await page.setContent(
    `<style>${faces.join("")}html,body{margin:0;background:none}svg,img{display:block}</style><body></body>`,
  );
  await page.evaluate(() => Promise.all([...document.fonts].map((face) => face.load())));

  const show = (markup) => page.evaluate((html) => void (document.body.innerHTML = html), markup);

  return {
    /** The lines of each block of type. */
    fit: (blocks) => page.evaluate(fit, blocks),

    /** A PNG (base64) of an SVG sheet, transparent where nothing is drawn. */
    async shoot(svg) {
      await show(svg);
      return (await page.screenshot({ omitBackground: true })).toString("base64");
    },

    /** Runs a function in the page. */
    run: (inPage, argument) => page.evaluate(inPage, argument),

    close: () => browser.close(),
  };
}
