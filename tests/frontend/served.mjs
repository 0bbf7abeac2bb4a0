// What the server sends of the page, held against what is written: the same program and the same
// styles without their comments, those of the vote page joined into one each. Needs MARQUEE_TEST_URL.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const base = process.env.MARQUEE_TEST_URL;
const root = fileURLToPath(new URL("../../frontend", import.meta.url));

const files = (folder) =>
  readdirSync(root + folder, { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (["docs", "types", "fonts"].includes(entry.name)) return [];
    return entry.isDirectory() ? files(path) : [path];
  });
const code = files("").filter((path) => /\.(html|css|js)$/.test(path));

const parse = (text) =>
  ts.createSourceFile("module.js", text, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);
/** What a node consists of, without comments and the space between. */
const tokens = (source, node) => {
  if (node.kind >= ts.SyntaxKind.FirstJSDocNode && node.kind <= ts.SyntaxKind.LastJSDocNode)
    return [];
  const children = node.getChildren(source);
  if (children.length > 0) return children.flatMap((each) => tokens(source, each));
  return node.getText(source) === "" ? [] : [node.getText(source)];
};
const print = (source, statements) => statements.map((each) => tokens(source, each).join(" "));
const program = (text) => print(parse(text), parse(text).statements);

const written = (path) => readFileSync(root + path, "utf8");
const served = async (path) => (await fetch(base + path)).text();

/** The modules that were joined, each with its variable; the entry's is the last. */
function joined(text) {
  const source = parse(text);
  const bodies = source.statements.filter(ts.isVariableStatement).slice(0, -1);
  const names = Object.fromEntries(
    [...text.matchAll(/"(\/[^"]+)":(\$\d+),/g)].map(([, path, name]) => [name, path]),
  );
  return new Map(
    bodies.map(({ declarationList: { declarations } }) => [
      names[declarations[0].name.text] ?? "/main.js",
      print(source, declarations[0].initializer.expression.expression.body.statements),
    ]),
  );
}

/** What a module does and what it exports, but not how: its specifiers are those of the joined text. */
function own(path) {
  const source = parse(written(path));
  const statements = source.statements.filter((each) => !ts.isImportDeclaration(each));
  return print(source, statements).map((text) =>
    text
      .replace(/^export /, "")
      .replace(
        /import \( "([^"]+)" \)/g,
        (_, to) => `import ( ".${new URL(to, base + path).pathname}" )`,
      ),
  );
}

const targetOf = (path, { moduleSpecifier }) => new URL(moduleSpecifier.text, base + path).pathname;

/** From how many others a module takes something; joined, it begins with a line for each. */
const importCount = (path) =>
  parse(written(path)).statements.filter((each) => ts.isImportDeclaration(each)).length;
const exported = (path) =>
  [...written(path).matchAll(/^export (?:const|class|(?:async )?function) (\w+)/gm)].map(
    ([, name]) => name,
  );

/** What an import takes, as a pattern: `{ a, b: c, }`, or `x` for all of it. */
function pattern({ importClause: { namedBindings } }) {
  if (ts.isNamespaceImport(namedBindings)) return namedBindings.name.text;
  const names = namedBindings.elements.map(({ name, propertyName }) =>
    propertyName ? `${propertyName.text}: ${name.text}` : name.text,
  );
  return `{ ${names.map((each) => `${each},`).join(" ")} }`;
}

/** A module that is loaded later: what was joined it takes from /main.js. */
function linked(path) {
  const source = parse(written(path));
  const isTaken = (each) => ts.isImportDeclaration(each) && modules.has(targetOf(path, each));
  if (!source.statements.some(isTaken)) return source.text;
  const main = path
    .slice(1)
    .replace(/[^/]+\//g, "../")
    .replace(/[^/]+$/, "main.js");
  const texts = source.statements.map((each) =>
    isTaken(each) ? `const ${pattern(each)} = $["${targetOf(path, each)}"];` : each.getText(source),
  );
  return [`import { modules as $ } from "${/^\./.test(main) ? "" : "./"}${main}";`, ...texts].join(
    "\n",
  );
}

/** Every module that one needs, directly or not. */
function graph(path, seen = new Set()) {
  if (seen.has(path)) return seen;
  seen.add(path);
  for (const [, target] of written(path).matchAll(/^import\b[^;]*?from "([^"]+)";/gm))
    graph(new URL(target, base + path).pathname, seen);
  return seen;
}

const modules = joined(await served("/main.js"));

/** Whether a statement is more than a name of what is to come at once. @param {string} statement */
const isMore = (statement) => !/^import "/.test(statement);

/** Without what the server writes: the club's name, and what a shared link shows. */
const withoutClub = (text) => {
  const [before, after] = text.split(/<!--club-->[^]*<!--\/club-->|<title>[^]*?(?=\n {4}<)/);
  return [before, after];
};

const withoutComments = (text) => text.replace(/\/\*[^]*?\*\//g, "");

/** Those that somebody loads while the page runs. */
const loaded = new Set(
  code
    .filter((path) => path.endsWith(".js"))
    .flatMap((path) =>
      [...withoutComments(written(path)).matchAll(/\bimport\("([^"]+)"\)/g)].map(
        ([, target]) => new URL(target, base + path).pathname,
      ),
    ),
);

const withImports = (css) =>
  css.replace(/@import url\("\.(\/[^"]+)"\);\n/g, (_, path) => withoutComments(written(path)));
/** What counts in a stylesheet: its words. */
const words = (css) =>
  css
    .replace(/(?<=[{};,:])\s+|\s+(?={)/g, "")
    .split(/\s+/)
    .filter(Boolean);

for (const path of code.filter((each) => !modules.has(each)))
  test(`${path} is served as it is written`, async () => {
    const text = await served(path);
    if (path.endsWith(".js")) {
      assert.deepEqual(program(text).filter(isMore), program(linked(path)));
      assert.doesNotMatch(text, /^\s*(\/\*\*|\/\/)/m);
    } else if (path.endsWith(".html")) {
      assert.deepEqual(withoutClub(text), withoutClub(written(path)));
    } else {
      assert.deepEqual(words(text), words(withImports(withoutComments(written(path)))));
      assert.doesNotMatch(text, /\/\*|@import|^\s/m);
    }
  });

for (const path of loaded)
  test(`${path} names all that it leads to`, async () => {
    const imports = parse(await served(path)).statements.filter(ts.isImportDeclaration);
    const named = imports.map((each) => targetOf(path, each));
    const needed = [...graph(path)].filter((each) => each !== path && !modules.has(each));
    assert.deepEqual(named.filter((each) => each !== "/main.js").sort(), needed.sort());
  });

for (const [path, statements] of modules)
  test(`${path} is joined as it is written`, async () => {
    const returned = ["return {", ...exported(path).map((name) => `${name} ,`), "} ;"].join(" ");
    assert.deepEqual(statements.slice(importCount(path), -1), own(path));
    assert.equal(statements.at(-1), returned);
  });

test("what is joined is what the vote page needs", () => {
  assert.deepEqual([...modules.keys()].sort(), [...graph("/main.js")].sort());
});

test("a module that was joined passes on what it exports", async () => {
  for (const path of [...modules.keys()].filter((each) => each !== "/main.js")) {
    const [, names, key] = /export const{([^}]*),}=\$\["(.*)"\];/.exec(await served(path));
    assert.equal(key, path);
    assert.deepEqual(names.split(","), exported(path));
  }
});
