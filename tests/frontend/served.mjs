// What the server sends of the page, held against what is written: the same program without its
// comments, within the budget. Needs MARQUEE_TEST_URL.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { get } from "node:http";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const BUDGET = 45_000;
const base = process.env.MARQUEE_TEST_URL;
const root = fileURLToPath(new URL("../../frontend", import.meta.url));

const files = (folder) =>
  readdirSync(root + folder, { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (["docs", "types", "fonts"].includes(entry.name)) return [];
    return entry.isDirectory() ? files(path) : [path];
  });
const code = files("").filter((path) => /\.(html|css|js)$/.test(path));
/** What the document names; the rest is sent when somebody needs it, or when the page has come to rest. */
const page = readFileSync(root + "/index.html", "utf8");
const atFirst = (path) => path === "/index.html" || page.includes(`"${path}"`);

/** The program that a text is, without comments and in one form. */
const program = (text) =>
  ts
    .createPrinter({ removeComments: true })
    .printFile(
      ts.createSourceFile("module.js", text, ts.ScriptTarget.Latest, false, ts.ScriptKind.JS),
    );

/** Bytes of a body as they come over the wire. */
const weigh = (path) =>
  new Promise((resolve, reject) => {
    get(base + path, { headers: { "accept-encoding": "gzip" } }, (answer) => {
      let bytes = 0;
      answer.on("data", (chunk) => (bytes += chunk.length));
      answer.on("end", () => resolve(bytes));
    }).on("error", reject);
  });

/** Without what the server writes: the club's name, and what a shared link shows. */
const withoutClub = (text) => {
  const [before, after] = text.split(/<!--club-->[^]*<!--\/club-->|<title>[^]*?(?=\n {4}<)/);
  return [before, after];
};

for (const path of code)
  test(`${path} is served as it is written`, async () => {
    const written = readFileSync(root + path, "utf8");
    const served = await (await fetch(base + path)).text();
    if (path.endsWith(".js")) {
      assert.equal(program(served), program(written));
      assert.doesNotMatch(served, /^\s*\/\*\*/m);
    } else if (path.endsWith(".html")) {
      assert.deepEqual(withoutClub(served), withoutClub(written));
    } else {
      assert.equal(served, written);
    }
  });

test("what the page needs at first stays within its budget on the wire", async (t) => {
  const sent = code.filter(atFirst);
  const weights = await Promise.all(sent.map(weigh));
  const sum = weights.reduce((total, bytes) => total + bytes, 0);
  t.diagnostic(`${sent.length} files: ${sum} bytes with gzip`);
  assert.ok(sum <= BUDGET, `${sum} > ${BUDGET}`);
});
