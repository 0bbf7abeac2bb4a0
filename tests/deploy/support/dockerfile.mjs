// Reads a Dockerfile, as far as ours go: stages of steps, and what a COPY of files does.
import { cpSync, mkdirSync, readFileSync, readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../../../", import.meta.url));

/** Steps as `{verb, rest}`; lines that end with a backslash go on in the next. */
function steps(text) {
  const lines = text
    .split("\n")
    .filter((line) => !line.startsWith("#"))
    .join("\n")
    .replaceAll(/\\\n\s*/g, " ");
  return lines
    .split("\n")
    .filter((line) => line.trim())
    .map((line) => /^(?<verb>[A-Z]+) (?<rest>.*)$/.exec(line).groups);
}

/** The stages of a Dockerfile: `{from, name, steps}`. */
export function stages(file) {
  const all = [];
  for (const step of steps(readFileSync(join(root, file), "utf8"))) {
    if (step.verb === "FROM") {
      const [from, , name] = step.rest.split(" ");
      all.push({ from, name, steps: [] });
    } else {
      all.at(-1).steps.push(step);
    }
  }
  return all;
}

/** The packages that the RUN steps of a stage install. */
export function packages(stage) {
  return stage.steps
    .filter(({ verb }) => verb === "RUN")
    .flatMap(
      ({ rest }) => /apt-get install -y --no-install-recommends ([^&]*)/.exec(rest)?.[1] ?? [],
    )
    .flatMap((words) => words.trim().split(/\s+/));
}

/** Files of `folder` that a source of COPY names; only its last part may have a star. */
export function sources(folder, pattern) {
  if (!pattern.includes("*")) return [pattern];
  const [before, after] = basename(pattern).split("*");
  return readdirSync(join(folder, dirname(pattern)))
    .filter((name) => name.startsWith(before) && name.endsWith(after))
    .map((name) => join(dirname(pattern), name));
}

/** A COPY step as `{from, what, to}`; `from` is another stage's name, or undefined. */
export function copyStep({ rest }) {
  const words = rest.split(/\s+/);
  const from = words[0].startsWith("--from=") ? words.shift().slice(7) : undefined;
  return { from, what: words.slice(0, -1), to: words.at(-1) };
}

/** Does what a COPY step does, out of the folder `from` into the image that is the folder `image`. */
export function copy({ what, to }, from, image, workdir = "/") {
  const target = join(image, to.startsWith("/") ? to : join(workdir, to));
  for (const source of what.flatMap((pattern) => sources(from, pattern))) {
    const into = to.endsWith("/") ? join(target, basename(source)) : target;
    mkdirSync(dirname(into), { recursive: true });
    cpSync(join(from, source), into, { recursive: true });
  }
}
