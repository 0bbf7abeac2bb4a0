// A clean Debian 12 in a folder: debootstrap makes it once, build/deploy keeps it. Needs root and the
// network.
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./dockerfile.mjs";

export const work = join(root, "build/deploy");

export function run(words, options = {}) {
  return execFileSync(words[0], words.slice(1), {
    stdio: ["ignore", "pipe", "inherit"],
    ...options,
  });
}

/** Where this machine gets Debian's packages, as lines of a sources.list; its own suite first. */
function sources() {
  const format = "--format=deb $(REPO_URI) $(CODENAME) $(COMPONENT)";
  const lines = run(["apt-get", "indextargets", format, "Created-By: Packages"]).toString();
  const ours = lines
    .split("\n")
    .filter((line) => / bookworm(-updates|-security)? main$/.test(line));
  return [...new Set(ours)].sort((a, b) => a.split(" ")[2].length - b.split(" ")[2].length);
}

/** A copy of the clean one, as `name` beside it. */
export function copyDebian(name) {
  const folder = join(work, name);
  rmSync(folder, { recursive: true, force: true });
  run(["cp", "-a", "--reflink=auto", makeDebian(), folder]);
  return folder;
}

function makeDebian() {
  const base = join(work, "debian-12");
  if (existsSync(join(base, "etc/debian_version"))) return base;
  rmSync(base, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  const from = sources();
  run(
    ["debootstrap", "--variant=minbase", "bookworm", base, from[0]?.split(" ")[1]].filter(Boolean),
  );
  // The way to the packages is this machine's, and no part of an image.
  cpSync("/etc/resolv.conf", join(base, "etc/resolv.conf"), { dereference: true });
  if (from.length) writeFileSync(join(base, "etc/apt/sources.list"), `${from.join("\n")}\n`);
  return base;
}
