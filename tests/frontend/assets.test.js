import assert from "node:assert/strict";
import { readFileSync, readdirSync, existsSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../frontend", import.meta.url));
const read = (path) => readFileSync(root + path, "utf8");
const page = read("/index.html");

/** Addresses of all links with a relation. */
const links = (rel) =>
  [...page.matchAll(/<link\s[^>]*>/g)]
    .map(([tag]) => tag)
    .filter((tag) => tag.includes(`rel="${rel}"`))
    .map((tag) => /href="([^"]+)"/.exec(tag)[1]);

/** Every module that main.js needs, directly or not. */
function graph(path, seen = new Set()) {
  if (seen.has(path)) return seen;
  seen.add(path);
  const from = new URL(path, "file:///");
  for (const [, target] of read(path).matchAll(/^(?:import|export)\b[^;]*?from "([^"]+)";/gm))
    graph(new URL(target, from).pathname, seen);
  return seen;
}

/** Scripts that are no modules. */
const plain = [...page.matchAll(/<script\s+src="([^"]+)"/g)].map(([, path]) => path);

/** What a module asks for once it is needed. */
const later = (paths) =>
  paths.flatMap((path) =>
    [...read(path).matchAll(/\bimport\("([^"]+)"\)/g)].map(
      ([, target]) => new URL(target, new URL(path, "file:///")).pathname,
    ),
  );

const files = (folder) =>
  readdirSync(root + folder, { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (["docs", "types", "fonts"].includes(entry.name)) return [];
    return entry.isDirectory() ? files(path) : [path];
  });

/** What browsers start by itself, for the page. */
const worker = /const WORKER = at\("([^"]+)"\)/.exec(read("/offline.js"))[1];

test("no module is left over", () => {
  const shipped = files("").filter(
    (path) => path.endsWith(".js") && path !== worker && !/^\/words\/.+\//.test(path),
  );
  assert.ok(existsSync(root + worker));
  const atFirst = graph("/main.js");
  const needed = new Set(atFirst);
  for (const path of needed) for (const next of later([path])) graph(next, needed);
  assert.deepEqual(shipped.sort(), [...needed, ...plain].sort());
});

test("every stylesheet is linked, or asked for by a module", () => {
  const shipped = files("").filter((path) => path.endsWith(".css"));
  const imported = links("stylesheet").flatMap((path) =>
    [...read(path).matchAll(/^@import url\("\.(\/[^"]+)"\);$/gm)].map(([, style]) => style),
  );
  const modules = files("").filter((path) => path.endsWith(".js") && path !== worker);
  const asked = modules.flatMap((path) =>
    [...read(path).matchAll(/"(\/(?:styles|views)\/[^"]+\.css)"/g)].map(([, style]) => style),
  );
  const wanted = new Set([...links("stylesheet"), ...imported, ...asked]);
  assert.deepEqual([...wanted].sort(), shipped.sort());
});

test("no stylesheet declares a face again: what is loaded later would change what is seen", () => {
  const faces = files("")
    .filter((path) => path.endsWith(".css"))
    .flatMap((path) => [...read(path).matchAll(/@font-face \{([^}]+)\}/g)])
    .map(([, face]) => [
      /font-family: ([^;]+)/.exec(face)[1],
      /unicode-range:([^;]+)|$/.exec(face)[1],
    ])
    .filter(([, range]) => range)
    .map(([family, range]) => `${family} ${range.replace(/\s+/g, " ")}`);
  assert.ok(faces.length > 0);
  assert.deepEqual(faces, [...new Set(faces)]);
});

test("fonts that are named are there, and one of them is preloaded", () => {
  const styles = files("").filter((path) => path.endsWith(".css"));
  const fonts = styles.flatMap((path) =>
    [...read(path).matchAll(/url\("([^"]*fonts\/[^"]+)"\)/g)].map(
      ([, url]) => new URL(url, new URL(path, "file:///")).pathname,
    ),
  );
  const shipped = readdirSync(`${root}/fonts`).filter((name) => name.endsWith(".woff2"));
  assert.deepEqual([...new Set(fonts)].sort(), shipped.map((name) => `/fonts/${name}`).sort());
  for (const name of shipped)
    assert.ok(existsSync(`${root}/fonts/${name.split(/-\d/)[0]}-OFL.txt`), `license of ${name}`);
  for (const font of fonts) assert.ok(existsSync(root + font), font);
  const preloaded = links("preload").filter((path) => path.startsWith("/fonts/"));
  assert.equal(preloaded.length, 1);
  assert.ok(fonts.includes(preloaded[0]));
});

test("the browser asks for what the page will ask for, before the page can", async (t) => {
  const asked = [];
  t.mock.method(globalThis, "fetch", async (path) => {
    asked.push(path);
    return Response.json({ items: [], next: null });
  });
  const { club, openProposals } = await import("../../frontend/api.js");
  await club();
  await openProposals();
  const preloaded = links("preload").map((path) => path.replaceAll("&amp;", "&"));
  assert.deepEqual(
    preloaded.filter((path) => path.startsWith("/api/")),
    asked,
  );
});

test("the server and the worker take in every file of the page, and half as many again", () => {
  const limits = readFileSync(new URL("../../api/http/page/folder.h", import.meta.url), "utf8");
  for (const limit of [
    /FOLDER_FILES_MAX = (\d+)/.exec(limits),
    /FILES_MAX = (\d+)/.exec(read("/sw.js")),
  ])
    assert.ok(files("").length * 1.5 < Number(limit[1]), `${files("").length} files, ${limit[0]}`);
});

test("nothing in the page needs an exception from its policy", () => {
  assert.doesNotMatch(page, /<style|style="|\son\w+="|https?:\/\/|<script(?![^>]*\ssrc=)/);
  for (const path of files("").filter((each) => each.endsWith(".js")))
    assert.doesNotMatch(
      read(path),
      /\b(inner|outer)HTML\b|\beval\(|\balert\(|\bconfirm\(|\bprompt\(/,
    );
});

test("the manifest is sound and its icons are there", () => {
  const manifest = JSON.parse(read("/manifest.webmanifest"));
  assert.equal(manifest.start_url, "/");
  for (const icon of manifest.icons) assert.ok(existsSync(root + icon.src), icon.src);
  const uses = manifest.icons.map(({ sizes, purpose }) => `${sizes} ${purpose}`);
  assert.deepEqual(uses.sort(), ["192x192 any", "512x512 any", "512x512 maskable", "any any"]);
});

/** Width and height of a PNG, as it says itself. */
const sizeOf = (path) => {
  const bytes = readFileSync(root + path);
  assert.equal(bytes.subarray(1, 4).toString(), "PNG", path);
  return `${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`;
};

test("pictures have the sizes that they are asked for in", () => {
  const manifest = JSON.parse(read("/manifest.webmanifest"));
  for (const { src, sizes, type } of manifest.icons)
    if (type === "image/png") assert.equal(sizeOf(src), sizes);
  for (const path of links("apple-touch-icon")) assert.equal(sizeOf(path), "180x180");
  assert.equal(sizeOf("/preview.png"), "1200x630");
});

test("the document says where the server writes the club's name", () => {
  const [, between] = /<!--club-->([^]*?)<!--\/club-->/.exec(page);
  assert.match(between, /<title>Marquee<\/title>/);
  assert.equal(page.split("<!--club-->").length, 2);
});

/** Classes that a stylesheet is about: those with which one of its selectors begins. */
const styled = (path) =>
  new Set(
    read(path)
      .replace(/\/\*.*?\*\//gs, "")
      .match(/[^{}]+(?=\{)/g)
      .flatMap((selectors) => selectors.split(","))
      .flatMap((selector) => /^\s*\.([\w-]+)/.exec(selector)?.[1] ?? []),
  );

test("no two views have a class in common: their stylesheets stay once they are loaded", () => {
  const styles = files("/views").filter(
    (path) => path.endsWith(".css") && !path.startsWith("/views/vote/"),
  );
  assert.ok(styles.length > 10);
  const owners = new Map();
  for (const path of styles)
    for (const name of styled(path)) {
      assert.equal(owners.get(name), undefined, `.${name} is styled in ${path} as well`);
      owners.set(name, path);
    }
});
