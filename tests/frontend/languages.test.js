// What holds for each language of the page: the texts are those that English has, with the same holes,
// a form for every kind of number, and in other words. A folder without a row in languages.json is a
// language that somebody is still working on.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { PARTS } from "../../frontend/words/parts.js";
import { loadWords, say, speak } from "../../frontend/words/say.js";
import { untranslated } from "./support/same_words.js";

const root = fileURLToPath(new URL("../../frontend", import.meta.url));
const read = (path) => readFileSync(root + path, "utf8");
const rows = JSON.parse(read("/words/languages.json"));
const [english, ...others] = rows.map(({ language }) => language);

const partNames = ["page", ...PARTS];
const textsOf = async (language, part) =>
  (await import(`../../frontend/words/${language}/${part}.js`)).texts;
async function partsOf(language) {
  const pairs = partNames.map(async (part) => [part, await textsOf(language, part)]);
  return Object.fromEntries(await Promise.all(pairs));
}
const textsIn = (parts) => Object.values(parts).flatMap(Object.entries);
const original = await partsOf(english);
const allOriginal = new Map(textsIn(original));

const forms = (text) => (typeof text === "string" ? [text] : Object.values(text));
const holes = (text) => [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))];
const holesOf = (text) => [...new Set(forms(text).flatMap(holes))];

test("the parts of a language are those that English has", () => {
  for (const { language } of rows)
    assert.deepEqual(
      readdirSync(`${root}/words/${language}`).sort(),
      partNames.map((part) => `${part}.js`).sort(),
      language,
    );
});

test("English is first: the document is written in it", () => {
  const document = read("/index.html");
  const { language, name, preview, picture, ...sentences } = rows[0];
  assert.deepEqual([language, name], ["en", "English"]);
  assert.match(document, /<html lang="en">/);
  for (const sentence of Object.values(sentences))
    assert.equal(document.split(sentence).length, 2, sentence);
  assert.match(sentences.description, /^[^<>&"']+$/);
  assert.ok(preview && picture);
});

test("every language says all that stands in the document", () => {
  const keys = Object.keys(rows[0]);
  for (const row of rows) {
    assert.deepEqual(Object.keys(row), keys, row.language);
    for (const sentence of Object.values(row)) assert.match(sentence, /\S/);
  }
});

for (const language of [english, ...others])
  test(`${language}: a text that goes by a number has a form for each kind`, async () => {
    await speak(language);
    const { pluralCategories } = new Intl.PluralRules(say("locale")).resolvedOptions();
    const counted = textsIn(await partsOf(language)).filter(([, text]) => typeof text !== "string");
    for (const [key, text] of counted)
      assert.deepEqual(Object.keys(text).sort(), [...pluralCategories].sort(), key);
  });

for (const language of others) {
  const own = await partsOf(language);

  test(`${language}: no text is missing, and none is left over`, () => {
    for (const part of partNames)
      assert.deepEqual(Object.keys(own[part]).sort(), Object.keys(original[part]).sort(), part);
  });

  /** A form may leave out what is counted: "one of you". */
  test(`${language}: a text has the holes that English has`, () => {
    for (const [key, text] of textsIn(own)) {
      const wanted = holesOf(allOriginal.get(key)).sort();
      const needed = wanted.filter((hole) => hole !== "count");
      assert.deepEqual(holesOf(text).sort(), wanted, key);
      for (const form of forms(text))
        assert.deepEqual(
          holes(form)
            .filter((hole) => hole !== "count")
            .sort(),
          needed,
          key,
        );
    }
  });

  test(`${language}: a text is no English`, () => {
    const same = textsIn(own)
      .filter(([key, text]) => JSON.stringify(text) === JSON.stringify(allOriginal.get(key)))
      .map(([key]) => key);
    assert.deepEqual(same.sort(), [...(untranslated[language] ?? [])].sort());
  });
}

/** Where something is said while a module is being read, no language has been chosen yet. */
function saidAtOnce(path) {
  const source = ts.createSourceFile(path, read(path), ts.ScriptTarget.Latest, true);
  const found = [];
  const visit = (node) => {
    if (ts.isFunctionLike(node) || ts.isClassLike(node)) return;
    if (
      ts.isCallExpression(node) &&
      /^(say|sayWith|sayApart|localeNow)$/.test(node.expression.getText())
    )
      found.push(`${path}: ${node.getText()}`);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const files = (folder) =>
  readdirSync(root + folder, { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (["docs", "types", "fonts", "vendor"].includes(entry.name)) return [];
    if (entry.isDirectory()) return files(path);
    return path.endsWith(".js") ? [path] : [];
  });

test("nothing is said before the language is known", () => {
  assert.deepEqual(files("").flatMap(saidAtOnce), []);
});

test("numbers are written as the language writes them", async () => {
  await speak(english);
  await loadWords(["forms"]);
  assert.equal(say("films", { count: 1234 }), "1,234 films");
  assert.equal(say("votes", { count: 1 }), "1 vote");
});

test("Polish tells one, a few and many apart", async () => {
  await speak("pl");
  const told = [1, 2, 5, 12, 22, 25, 1.5].map((count) => say("films", { count }));
  const forms = "1 film, 2 filmy, 5 filmów, 12 filmów, 22 filmy, 25 filmów, 1,5 filmu";
  assert.equal(told.join(", "), forms);
});

test("Polish keeps a word of one letter beside the next one", async () => {
  await speak("pl");
  assert.equal(say("bar.tally", { films: "5 filmów" }), "5 filmów w\u00a0głosowaniu");
  assert.equal(say("names.and"), " i\u00a0");
  assert.equal(say("drawn.soon"), "Wkrótce");
});
