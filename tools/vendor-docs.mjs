// Copies the pinned Swagger UI into the page that shows the contract. With --check it only compares.
import { copyFileSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const source = join(root, "node_modules/swagger-ui-dist");
const target = join(root, "frontend/docs/vendor");
const files = [
  "swagger-ui-bundle.js",
  "swagger-ui-bundle.js.LICENSE.txt",
  "swagger-ui.css",
  "LICENSE",
  "NOTICE",
];

function sameBytes(file) {
  try {
    return readFileSync(join(source, file)).equals(readFileSync(join(target, file)));
  } catch (error) {
    if (error.code === "ENOENT") return false;
    throw error;
  }
}

if (process.argv.includes("--check")) {
  const differing = files.filter((file) => !sameBytes(file));
  for (const file of differing) console.error(`frontend/docs/vendor/${file} is not the pinned one`);
  console.log(`vendor-docs: ${files.length - differing.length} passed, ${differing.length} failed`);
  process.exitCode = differing.length ? 1 : 0;
} else {
  mkdirSync(target, { recursive: true });
  for (const file of files) copyFileSync(join(source, file), join(target, file));
  console.log(`vendor-docs: ${files.length} files copied`);
}
