// What browsers from the end of 2020 on are given, where they do not know what the style says.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

const folder = new URL("../../frontend/", import.meta.url);
const read = (path) => readFileSync(new URL(path, folder), "utf8").replace(/\/\*[^]*?\*\//g, "");
const older = read("styles/older.css");
const all = (path) =>
  readdirSync(new URL(path, folder), { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory()) return entry.name === "docs" ? [] : all(`${path}${entry.name}/`);
    return entry.name.endsWith(".css") ? [path + entry.name] : [];
  });
const sheets = all("");

/** Every innermost block of a sheet: its selector, and its declarations in order. */
const blocks = (css) =>
  [...css.matchAll(/([^{};]+)\{([^{}]*)\}/g)].map(([, selector, body]) => ({
    selectors: selector.trim().split(/\s*,\s*/),
    declarations: body
      .split(";")
      .map((each) => each.trim().split(/:\s*([^]*)/))
      .filter(([property]) => property),
  }));

const tokensOf = (css) =>
  new Map([...css.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map((each) => each.slice(1, 3)));
const [day, night] = older.split("@media (prefers-color-scheme: dark)").map(tokensOf);

test("colours of older browsers are those of the others, by day and by night", () => {
  const pairs = [...read("styles/base.css").matchAll(/(--[\w-]+): light-dark\((#\w+), (#\w+)\)/g)];
  assert.ok(pairs.length > 8);
  for (const [, name, light, dark] of pairs)
    assert.deepEqual([day.get(name), night.get(name)], [light, dark], name);
});

const TOO_NEW = /light-dark\(|color-mix\(|\b\d+(dvh|svh|lvh|cqi|cqw)\b/;

/** Whether older.css says the same of the same elements. */
const isSaidThere = (selectors, property) =>
  blocks(older).some(
    (block) =>
      selectors.every((each) => block.selectors.includes(each)) &&
      block.declarations.some(([name]) => property.startsWith(name) || name.startsWith(property)),
  );

for (const sheet of sheets.filter((each) => each !== "styles/older.css"))
  test(`${sheet} says nothing in the words of later browsers alone`, () => {
    for (const { selectors, declarations } of blocks(read(sheet)))
      declarations.forEach(([property, value], at) => {
        if (!TOO_NEW.test(value)) return;
        const before = declarations[at - 1];
        const isSaidBefore = before?.[0] === property && !TOO_NEW.test(before[1]);
        assert.ok(
          isSaidBefore || isSaidThere(selectors, property),
          `${selectors} { ${property}: ${value} } wants a plain value before it, or one in older.css`,
        );
      });
    assert.doesNotMatch(read(sheet), /^\s+&/m, "nested rules");
  });

/** The four sides of an `inset`. @param {string} value */
function sidesOf(value) {
  const [top, right = top, bottom = top, left = right] = value.split(" ");
  return { top, right, bottom, left };
}

/** What sides a sheet gives each element. @param {string} css */
function sidesIn(css) {
  const sides = new Map();
  for (const { selectors, declarations } of blocks(css)) {
    const { inset, top, right, bottom, left } = Object.fromEntries(declarations);
    const given = inset ? sidesOf(inset) : { top, right, bottom, left };
    for (const each of selectors) sides.set(each, given);
  }
  return sides;
}

test("what has an inset has its four sides where browsers know no inset", () => {
  const [, told] = /@supports not \(inset: 0\) \{((?:[^{}]+\{[^{}]*\})*)/.exec(older);
  const insets = sheets
    .map(read)
    .join("")
    .match(/[^{};]+\{[^{}]*\binset:[^{}]*\}/g);
  assert.deepEqual(sidesIn(told), sidesIn(insets.join("")));
});

test("a selector that older browsers do not know takes no other with it", () => {
  for (const sheet of sheets)
    for (const { selectors } of blocks(read(sheet))) {
      const known = selectors.filter((each) => !each.includes(":has("));
      assert.ok(known.length === 0 || known.length === selectors.length, `${sheet}: ${selectors}`);
    }
});
