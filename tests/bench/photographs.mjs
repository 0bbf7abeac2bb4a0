// Posters like photographs, drawn in a browser: grass on mountains in haze, light, grain, a title. A
// drawing would flatter every encoder; a real photograph cannot be part of this.
import { writeFileSync } from "node:fs";
import { join } from "node:path";

const script = new URL("./photograph.mjs", import.meta.url).pathname;

/** Writes a JPEG of 1000 × 1500 for each name into the folder; their bytes altogether. */
export async function drawPhotographs(browser, folder, names) {
  const page = await browser.newPage();
  await page.addScriptTag({ path: script });
  let total = 0;
  for (const [seed, name] of names.entries()) {
    const drawn = await page.evaluate((number) => globalThis.drawPhotograph(number), seed);
    const bytes = Buffer.from(drawn, "base64");
    writeFileSync(join(folder, name), bytes);
    total += bytes.length;
  }
  await page.close();
  return total;
}
