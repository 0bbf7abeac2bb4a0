// Makes what others show of the page: the icons of home screens and the picture of shared links.
//
//     node tools/icons/make.mjs
//
// Needs Chromium. The icons are frontend/favicon.svg at their sizes, the picture is preview.html.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { launch } from "../chromium.mjs";
import { palettePng } from "./png.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const drawing = readFileSync(`${root}frontend/favicon.svg`, "utf8");
/** Home screens round the corners themselves. */
const square = drawing.replace(' rx="14"', "");

/** What launchers may cut off of a maskable icon leaves the middle 80 %. */
const icons = [
  { name: "apple-touch", size: 180, svg: square, scale: 1 },
  { name: "192", size: 192, svg: drawing, scale: 1 },
  { name: "512", size: 512, svg: drawing, scale: 1 },
  { name: "maskable", size: 512, svg: square, scale: 0.8 },
];

const iconPage = ({ size, svg, scale }) => `<!doctype html>
<style>
  body { margin: 0; height: ${size}px; display: grid; place-items: center; ${scale < 1 ? "background: #14110f" : ""} }
  svg { display: block; width: ${size * scale}px; height: ${size * scale}px }
</style>${svg}`;

const browser = await launch();

/** The pixels of what the page shows, four bytes each. */
async function pixelsOf(page) {
  const shot = await page.screenshot({ omitBackground: true });
  const url = `data:image/png;base64,${shot.toString("base64")}`;
  const [width, height, bytes] = await page.evaluate(async (src) => {
    const image = new Image();
    image.src = src;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height);
    const pen = canvas.getContext("2d");
    pen.drawImage(image, 0, 0);
    const { data } = pen.getImageData(0, 0, image.width, image.height);
    return [image.width, image.height, [...data]];
  }, url);
  return { width, height, data: Uint8Array.from(bytes) };
}

function keep(path, { width, height, data }, colors) {
  const png = palettePng(width, height, data, colors);
  writeFileSync(`${root}frontend/${path}`, png);
  console.log(`frontend/${path}: ${width} × ${height}, ${png.length} bytes`);
}

mkdirSync(`${root}frontend/icons`, { recursive: true });
for (const icon of icons) {
  const page = await browser.newPage({ viewport: { width: icon.size, height: icon.size } });
  await page.setContent(iconPage(icon));
  keep(`icons/${icon.name}.png`, await pixelsOf(page), 32);
  await page.close();
}
const page = await browser.newPage({ viewport: { width: 1200, height: 630 } });
await page.goto(new URL("preview.html", import.meta.url).href);
await page.evaluate(() => document.fonts.ready);
keep("preview.png", await pixelsOf(page), 128);
await browser.close();
