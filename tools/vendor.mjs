// Copies what others wrote, as package.json pins it: Swagger UI for the page that shows the contract,
// and what draws QR codes. With --check it only compares.
import { copyFileSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Each file of a package, and where it stands here. */
const copies = [
  ...[
    "swagger-ui-bundle.js",
    "swagger-ui-bundle.js.LICENSE.txt",
    "swagger-ui.css",
    "LICENSE",
    "NOTICE",
  ].map((file) => [`swagger-ui-dist/${file}`, `docs/vendor/${file}`]),
  ["lean-qr/index.mjs", "vendor/lean-qr-2.7.4.js"],
  ["lean-qr/LICENSE", "vendor/lean-qr-LICENSE.txt"],
].map(([from, to]) => [join(root, "node_modules", from), join(root, "frontend", to)]);

function sameBytes([from, to]) {
  try {
    return readFileSync(from).equals(readFileSync(to));
  } catch (error) {
    if (error.code === "ENOENT") return false;
    throw error;
  }
}

if (process.argv.includes("--check")) {
  const differing = copies.filter((copy) => !sameBytes(copy));
  for (const [, to] of differing) console.error(`${to} is not the pinned one`);
  console.log(`vendor: ${copies.length - differing.length} passed, ${differing.length} failed`);
  process.exitCode = differing.length ? 1 : 0;
} else {
  for (const [from, to] of copies) {
    mkdirSync(dirname(to), { recursive: true });
    copyFileSync(from, to);
  }
  console.log(`vendor: ${copies.length} files copied`);
}
