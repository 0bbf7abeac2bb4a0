// A language that nobody speaks, for what a translation may do to the page: it is English with accents,
// and every vowel twice, which makes texts and their words 40 % longer.
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const frontend =
  process.env.MARQUEE_FRONTEND ?? new URL("../../../frontend", import.meta.url).pathname;
export const PSEUDO = "en-XA";

const ACCENTS = {
  a: "áá",
  e: "éé",
  i: "íí",
  o: "öö",
  u: "üü",
  A: "ÁÁ",
  E: "ÉÉ",
  I: "ÍÍ",
  O: "ÖÖ",
  U: "ÜÜ",
};
/** What stands in braces is a value's. */
const longer = (text) => text.replace(/\{\w+\}|[aeiouAEIOU]/g, (found) => ACCENTS[found] ?? found);
const translated = (text) =>
  typeof text === "string"
    ? longer(text)
    : Object.fromEntries(Object.entries(text).map(([form, each]) => [form, longer(each)]));

/** The part of the language that stands in a file of English. */
async function translate(file, folder) {
  const { texts } = await import(join(frontend, "words/en", file));
  const own = Object.entries(texts).map(([key, text]) => [
    key,
    key === "locale" ? text : translated(text),
  ]);
  const literal = JSON.stringify(Object.fromEntries(own), null, 2);
  writeFileSync(join(folder, file), `export const texts = ${literal};\n`);
}

let made = null;

/** A page that speaks it besides its own languages: its folder, made once for all tests. */
export async function pseudoFrontend() {
  if (made) return made;
  const folder = mkdtempSync(join(tmpdir(), "marquee-pseudo-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  cpSync(frontend, folder, { recursive: true });
  const words = join(folder, "words", PSEUDO);
  mkdirSync(words);
  await Promise.all(readdirSync(join(folder, "words/en")).map((file) => translate(file, words)));
  const list = join(folder, "words/languages.json");
  const rows = JSON.parse(readFileSync(list, "utf8"));
  const own = Object.entries(rows[0]).map(([key, text]) => [key, longer(text)]);
  rows.push({ ...Object.fromEntries(own), language: PSEUDO });
  writeFileSync(list, JSON.stringify(rows));
  return (made = folder);
}
