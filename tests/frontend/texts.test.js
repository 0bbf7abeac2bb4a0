// Every text of the page stands in frontend/words, by a key; every key is used, and is there where it
// is used. That a key exists at all, `tsc` knows; languages.test.js holds the others against English.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { places } from "../../frontend/places.js";

const root = fileURLToPath(new URL("../../frontend", import.meta.url));
const read = (path) => readFileSync(root + path, "utf8");

const files = (folder) =>
  readdirSync(root + folder, { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (["docs", "types", "fonts", "vendor", "words"].includes(entry.name)) return [];
    if (entry.isDirectory()) return files(path);
    return path.endsWith(".js") ? [path] : [];
  });
/** These two run before, or without, any module. */
const modules = files("").filter((path) => !["/old.js", "/sw.js"].includes(path));

const parts = {};
for (const file of readdirSync(`${root}/words/en`)) {
  const { texts } = await import(`../../frontend/words/en/${file}`);
  parts[file.replace(".js", "")] = texts;
}
const keys = new Set(Object.values(parts).flatMap(Object.keys));

/** Every text that stands between quotation marks: `{text, hole}`, the latter where values go. */
function literals(path) {
  const source = ts.createSourceFile(path, read(path), ts.ScriptTarget.Latest, true);
  const found = [];
  const visit = (node) => {
    if (ts.isStringLiteralLike(node)) found.push({ text: node.text, isWhole: true });
    if (ts.isTemplateExpression(node)) {
      const spans = node.templateSpans.map(({ literal }) => literal.text);
      found.push({ text: [node.head.text, ...spans].join("\0"), isWhole: false });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** The keys that a module uses; of one that is put together, all that fit. */
function keysOf(path) {
  return literals(path).flatMap(({ text, isWhole }) => {
    if (isWhole) return keys.has(text) ? [text] : [];
    const [before, after] = text.split("\0");
    if (!/^[a-z]+\.$/.test(before)) return [];
    return [...keys].filter((key) => key.startsWith(before) && key.endsWith(after));
  });
}

/** Every module that one needs, directly or not. */
function graph(path, seen = new Set()) {
  if (seen.has(path)) return seen;
  seen.add(path);
  for (const [, target] of read(path).matchAll(/^import\b[^;]*?from "([^"]+)";/gm))
    graph(new URL(target, `file://${path}`).pathname, seen);
  return seen;
}

test("a key is one text, in one part of the language", () => {
  const all = Object.values(parts).flatMap(Object.keys);
  assert.deepEqual(all, [...new Set(all)]);
});

test("every text is used", () => {
  const used = new Set(modules.flatMap(keysOf));
  /* What goes wrong is told by its slug or its code. */
  const unused = [...keys].filter((key) => !used.has(key) && !BY_CODE.test(key));
  assert.deepEqual(unused, OWN);
});

/** Said by no key: the language itself. */
const OWN = ["locale", "tied"];

const contract = readFileSync(new URL("../../openapi.yaml", import.meta.url), "utf8");
const listed = (name) =>
  [
    ...new RegExp(`    ${name}:\\n(?:.*\\n)*? +enum:\\n((?: +- .*\\n)+)`)
      .exec(contract)[1]
      .matchAll(/- (\S+)/g),
  ].map(([, word]) => word);

const coded = [
  { name: "FieldCode", part: "forms", kind: "flaw" },
  { name: "ImportDamage", part: "imports", kind: "damage" },
  { name: "ImportReason", part: "imports", kind: "reason" },
];
for (const { name, part, kind } of coded)
  test(`each ${name} of the contract has a sentence, and no other`, () => {
    const told = Object.keys(parts[part]).filter((each) => each.startsWith(`${kind}.`));
    const places = told.filter((each) => each.startsWith("damage.at."));
    assert.deepEqual(
      told.filter((each) => !places.includes(each)).sort(),
      listed(name)
        .map((code) => `${kind}.${code}`)
        .sort(),
    );
  });

/** What goes wrong is told by a slug or a code, wherever somebody is told. */
const BY_CODE = /^(flaw|field|kind|problem)\./;

test("each problem and each field that has words is one of the contract", () => {
  const own = ["other", "tell", "tell-id", "offline", "unreachable", "cookie-not-kept"];
  const told = [...keys].filter((key) => /^(problem|field)\./.test(key));
  const strange = told.filter((key) => {
    const [kind, name] = key.split(".");
    if (own.includes(name)) return false;
    const shapes = kind === "problem" ? [`- ${name}\n`] : [` ${name}:`, `name: ${name}\n`];
    return !shapes.some((shape) => contract.includes(shape));
  });
  assert.deepEqual(strange, []);
});

/** What frame/screen.js loads besides the places: a program, and its words. */
const framed = [
  ...read("/frame/screen.js").matchAll(
    /import\("\.\.(\/views\/[^"]+)"\)\),\n.*\n? *(?:.*\n)? *words: \[([^\]]*)\]/g,
  ),
].map(([, path, words]) => ({
  name: path,
  path,
  words: [...words.matchAll(/"(\w+)"/g)].map(([, word]) => word),
}));
const placed = places
  .filter((place) => place.load)
  .map(({ name, title, load, words }) => ({
    name,
    title,
    path: /import\("\.(\/[^"]+)"\)/.exec(String(load))[1],
    words,
  }));
const own = (part) => ({ path: `/views/vote/${part}.js`, name: part, words: [part] });
const loaded = [...placed, ...framed, own("only")];

/** What a module loads later, as far as that is no view with words of its own. */
const laterOf = (path) =>
  [...read(path).matchAll(/\bimport\("(\.{1,2}\/[^"]+)"\)(?!\.[A-Z])/g)]
    .map(([, target]) => new URL(target, `file://${path}`).pathname)
    .filter((target) => !loaded.some((view) => view.path === target));

/** Every module that one needs besides those that are known, now or later. */
function reach(path, known = new Set()) {
  const reached = new Set([...graph(path)].filter((each) => !known.has(each)));
  for (const each of reached)
    for (const next of laterOf(each).flatMap((later) => [...graph(later)]))
      if (!known.has(next)) reached.add(next);
  return reached;
}

const atFirst = graph("/main.js");
const soon = reach("/main.js");
const inView = ({ path }) => [...reach(path, atFirst)];
const textsOf = (names) => new Set(names.flatMap((name) => Object.keys(parts[name])));
/** The words that come with components which any view may load. */
const missing = (paths, names) => {
  const known = textsOf(names);
  return [...paths].flatMap((path) =>
    keysOf(path).filter((key) => !known.has(key) && !BY_CODE.test(key)),
  );
};

/** A ticket waits only once waiting/queue.js has brought these. */
const WAITING = ["away.word", "away.ticket"];

test("the vote page has the words that it says", () => {
  const drawn = graph("/components/drawn.js");
  const titled = [...atFirst].filter((path) => path !== "/places.js");
  assert.deepEqual(missing([...titled, ...drawn], ["page"]), WAITING);
});

test("every text can be said: some module says it that is loaded with its part", () => {
  const sayable = new Set(
    [...soon].flatMap(keysOf).filter((key) => key in parts.page || key in parts.away),
  );
  for (const view of loaded) {
    const known = textsOf(["page", "forms", ...view.words]);
    for (const key of [view.title, ...inView(view).flatMap(keysOf)])
      if (known.has(key)) sayable.add(key);
  }
  const mute = [...keys].filter((key) => !sayable.has(key) && !BY_CODE.test(key));
  assert.deepEqual(mute, OWN);
});

test("the frame has views of its own", () => {
  assert.equal(framed.length, 5, framed.map(({ name }) => name).join());
});

test("the vote page has words for what goes wrong there, and asks for those of what seldom does", () => {
  const often = "unauthenticated votes-frozen internal busy offline unreachable";
  const seldom =
    "not-found too-many-attempts malformed-request cross-site-request method-not-allowed proposal-not-open too-fast storage-full";
  const lacking = (slugs, part) =>
    slugs
      .split(" ")
      .flatMap((slug) => [`problem.${slug}`, `problem.${slug}.next`])
      .filter((key) => !(key in part));
  assert.deepEqual(lacking(often, parts.page), []);
  assert.deepEqual(lacking(seldom, parts.forms), []);
});

for (const view of loaded)
  test(`${view.name} is loaded with the words that it says`, () => {
    const names = ["page", "forms", ...view.words];
    assert.deepEqual(missing(inView(view), names), []);
    assert.ok(!view.title || textsOf(names).has(view.title), view.title);
  });

/** Names that are the same in every language, and what only programs read. */
const NAMES =
  /^(Marquee|Edge|Opera|Firefox|Chrome|Safari|Android|Windows|Mac|Chromebook|Linux|Letterboxd|Trakt|Filmweb)$/;
const PROGRAMS =
  /^(Accept|Escape|Home|End|Select)$|^[A-Z][a-z]+(-[A-Z][a-z]+)+$|did not load$|^No worker at/;
const isSaid = (text) =>
  /^[A-Z][a-z’]+$|^[A-Z“][a-z’]+ |[a-z’] [a-z’ ]*[.?!…]$|^[A-Z][a-z ]+…$|’/.test(text) &&
  !NAMES.test(text) &&
  !PROGRAMS.test(text);

test("no text stands anywhere else", () => {
  const elsewhere = modules.flatMap((path) =>
    literals(path)
      .filter(({ text }) => isSaid(text.replaceAll("\0", "")))
      .map(({ text }) => `${path}: ${text}`),
  );
  assert.deepEqual(elsewhere, []);
});
