// Debian's nginx with the configuration of the image, run as the image runs it: as www-data, in a
// folder where it may write to tmp/ alone. Only upstream.conf is another, and the port a free one.
import { execFileSync, spawn } from "node:child_process";
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { program } from "../../browser/support/server.mjs";
import { copy, copyStep, root, stages } from "./dockerfile.mjs";
import { freePort } from "./port.mjs";

const WWW_DATA = 33;
const isRoot = process.getuid() === 0;

/** What the first stage does for the last one. @param {string} folder */
export function writePage(folder) {
  const env = { MARQUEE_FRONTEND: join(root, "frontend") };
  execFileSync(program, ["page", folder], { env });
}

/** The folders of the image, and an upstream.conf for an API at `host`. */
function makeFolder(host, port) {
  const folder = mkdtempSync(join(tmpdir(), "marquee-nginx-"));
  for (const { verb, rest } of stages("frontend/Dockerfile").at(-1).steps) {
    if (verb !== "COPY") continue;
    const step = copyStep({ rest });
    if (step.what.includes("/page")) writePage(join(folder, step.to));
    else if (!step.from) copy(step, root, folder);
  }
  const settings = join(folder, "etc/marquee");
  writeFileSync(
    join(settings, "upstream.conf"),
    `upstream api { server ${host}; keepalive 32; keepalive_timeout 30s; }\n`,
  );
  const written = readFileSync(join(settings, "nginx.conf"), "utf8");
  if (written.split("listen 8080;").length !== 2) throw new Error("one listen 8080, please");
  writeFileSync(
    join(settings, "nginx.conf"),
    written.replace("listen 8080;", `listen 127.0.0.1:${port};`),
  );
  mkdirSync(join(folder, "srv/marquee/tmp"));
  writeFileSync(join(folder, "log"), "");
  chmodSync(folder, 0o755);
  if (isRoot) {
    chownSync(join(folder, "srv/marquee/tmp"), WWW_DATA, WWW_DATA);
    chownSync(join(folder, "log"), WWW_DATA, WWW_DATA);
  }
  return folder;
}

/** A proxy with https stands in front, on this machine. */
const BEHIND = { MARQUEE_PUBLIC_URL: "https://films.example.org", MARQUEE_GATEWAY: "127.0.0.1" };

/** Starts it in front of the API at `host`. */
export async function startNginx(host, env = {}) {
  const port = await freePort();
  const folder = makeFolder(host, port);
  const log = openSync(join(folder, "log"), "a");
  const stage = stages("frontend/Dockerfile").at(-1);
  const [command, ...words] = JSON.parse(stage.steps.find(({ verb }) => verb === "CMD").rest);
  const inside = words.map((word) => (word.startsWith("/") ? join(folder, word) : word));
  const server = spawn(command, inside, {
    stdio: ["ignore", log, log],
    env: { PATH: `${process.env.PATH}:/usr/sbin`, ...BEHIND, ...env },
    ...(isRoot && { uid: WWW_DATA, gid: WWW_DATA }),
  });
  const ended = new Promise((resolve) => server.once("exit", resolve));
  const url = `http://127.0.0.1:${port}`;
  while (
    !(await fetch(`${url}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    ))
  ) {
    if (server.exitCode !== null) throw new Error(readFileSync(join(folder, "log"), "utf8"));
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return {
    url,
    port,
    health: join(folder, "etc/marquee/health.sh"),
    log: () => readFileSync(join(folder, "log"), "utf8"),
    async stop() {
      server.kill("SIGTERM");
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}
