// Runs what README.md, docs/deploy.md and docs/troubleshooting.md tell an operator to type: every block
// marked `sh`, in order, in a folder and against a server of its own. A block marked `text` needs root, systemd,
// a terminal, a domain or Docker: each of its lines stands below, with what is done in its place, or
// why nothing is; `run` runs it as it stands, with support/docker in place of a container.
import assert from "node:assert/strict";
import { execFileSync, spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { root, stages } from "./support/dockerfile.mjs";
import { freePort } from "./support/port.mjs";

const program = process.env.MARQUEE_PROGRAM ?? join(root, "build/release/marquee");
const club = {};

async function start() {
  const options = { cwd: club.folder, env: club.env, stdio: ["ignore", "pipe", "ignore"] };
  club.server = spawn("marquee", ["serve"], options);
  club.ended = new Promise((resolve) => club.server.once("exit", resolve));
  await new Promise((resolve, reject) => {
    club.server.stdout.on("data", (said) => /open at/.test(said) && resolve());
    club.ended.then((code) => reject(new Error(`the server ended with ${code}`)));
  });
}

async function stop() {
  club.server?.kill("SIGTERM");
  assert.equal(await club.ended, 0);
}

const restart = async () => {
  await stop();
  await start();
};
const readCompose = () =>
  execFileSync("docker-compose", ["config", "-q"], { cwd: club.folder, stdio: "pipe" });

/** What the package does (install.mjs): it makes the folders, and starts the service, or restarts it. */
const installPackage = async () => {
  for (const name of ["backups", "marquee.db.d"])
    mkdirSync(join(club.folder, name), { recursive: true });
  if (club.server) await stop();
  await start();
};

/** Opens the link that the command prints, as the page does. */
async function setUp() {
  const link = run("marquee setup").trim();
  const [page, secret] = link.split("#");
  const body = {
    name: "grace",
    password: "a long night out",
    club_name: "Friday Film Club",
    secret,
  };
  const answer = await fetch(new URL("/api/v1/members", page), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  assert.equal(answer.status, 201);
}

/** Later on it's shown for a club that has its admin by then. */
const setUpOnce = async () => {
  if (!run("marquee member list").includes(" admin ")) await setUp();
};

/** A film that was proposed, so that there is one to show. */
const showFilm = () =>
  run(`token=$(marquee token add grace)
    curl --fail --silent -H "Authorization: Bearer $token" -H 'Content-Type: application/json' \\
      -d '{"imdb_id":"tt0063350"}' http://127.0.0.1:8080/api/v1/proposals
    marquee cache show tt0063350`);

const addAdminInContainer = () =>
  run(`printf 'a long night out\\n' |
    docker compose exec -T api marquee member add grace --admin --password-stdin`);
const checkContainer = () => {
  // The first time is before there is anything in it.
  if (existsSync(join(club.container, "data/marquee.db")))
    run("docker compose exec api marquee check");
};

/** Proposals 1 to 7, all of ada's, so that there is a seventh to vote for. */
const proposeSeven = () =>
  run(`marquee member add ada
    token=$(marquee token add ada)
    for id in tt0017136 tt0010323 tt0012349 tt0013257 tt0013442 tt0014429 tt0015324; do
      curl -H "Authorization: Bearer $token" -H 'Content-Type: application/json' \\
        -d '{"imdb_id":"'$id'"}' http://127.0.0.1:8080/api/v1/proposals
    done`);

/** What the text around a block that is run takes for granted, by its first line. */
const prepare = {
  "TOKEN=$(sudo marquee token add ada --scope write)": proposeSeven,
  // A backup can be made either way, restoring is for a server that is stopped.
  "sudo marquee backup club-2026-11-23.db": stop,
};

const ROOT = "needs root";
const DOCKER = "needs a Docker engine";
const DOMAIN = "needs a domain";
const SETTING = "a file in /etc, or a proxy's";
/** The lines of blocks that are not run: what is done instead, or why nothing is. */
const standIns = {
  "./dev package": "takes a build; `./dev` is the tested way",
  "sudo apt install ./build/package/marquee_0.1.0_amd64.deb": installPackage,
  "MARQUEE_LISTEN=127.0.0.1:8080": SETTING,
  "MARQUEE_PUBLIC_URL=http://film-pi.local:8080": SETTING,
  "MARQUEE_PUBLIC_URL=https://films.example.org": SETTING,
  "MARQUEE_TRUSTED_PROXIES=127.0.0.1": SETTING,
  "sudo systemctl stop marquee": stop,
  "sudo systemctl start marquee": start,
  "sudo systemctl restart marquee": restart,
  "sudo systemd-sysusers": ROOT,
  "[Service]": SETTING,
  "ReadWritePaths=/srv/films": SETTING,
  "sudo cp /lib/systemd/system/marquee.service /etc/systemd/system/cinema.service": ROOT,
  "sudo cp -p /etc/marquee.env /etc/cinema.env": ROOT,
  "sudo sed -i 's:/etc/marquee.env:/etc/cinema.env:' /etc/systemd/system/cinema.service": ROOT,
  "sudo nano /etc/cinema.env": ROOT,
  "sudo systemctl enable --now cinema": ROOT,
  "sudo MARQUEE_DB=/var/lib/marquee/cinema.db marquee setup": ROOT,
  "sudo systemd-tmpfiles --create": ROOT,
  "sudo systemctl enable --now marquee": ROOT,
  "sudo marquee setup": setUpOnce,
  "docker compose config": readCompose,
  "docker compose up --build --detach": DOCKER,
  "docker compose ps": DOCKER,
  "docker compose exec api marquee check": checkContainer,
  "curl --fail http://127.0.0.1:8080/api/v1/health": DOCKER,
  "docker compose exec api marquee setup": addAdminInContainer,
  "docker compose exec api marquee backup /data/club.db": run,
  "docker compose cp api:/data/club.db .": run,
  "docker compose exec api rm /data/club.db": run,
  "docker compose stop api": DOCKER,
  "docker compose run --rm -T --entrypoint sh api -c 'umask 077; cat > /data/club.db' < club.db":
    run,
  "docker compose run --rm api restore /data/club.db": run,
  "docker compose run --rm --entrypoint rm api /data/club.db": run,
  "docker compose start api": DOCKER,
  "curl --fail --head https://films.example.org/": DOMAIN,
  "30 4 * * * marquee marquee backup \"backups/$(date +\\%F).db\" && find /var/lib/marquee/backups -name '*.db' -mtime +14 -delete":
    "cron's; the next block is the same by hand",
  "0 17 * * 5 marquee marquee refresh --older-than 12h --limit 200":
    "cron's; the block before it is the same by hand",
  "MARQUEE_PROVIDERS=imdbapi": SETTING,
  "MARQUEE_IMDBAPI_URL=http://192.168.1.30:8000": SETTING,
  "MARQUEE_POSTER_HOSTS=192.168.1.31:8001": SETTING,
  "MARQUEE_ALLOW_PRIVATE_UPSTREAM=1": SETTING,
  "sudo marquee cache show tt0063350": showFilm,
  "- job_name: marquee": SETTING,
  "scheme: https": SETTING,
  "metrics_path: /api/v1/metrics": SETTING,
  "authorization:": SETTING,
  "credentials_file: /etc/prometheus/marquee.token": SETTING,
  "static_configs:": SETTING,
  "- targets: [films.example.org]": SETTING,
  "sudo apt install --allow-downgrades ./marquee_0.0.9_amd64.deb": ROOT,
  "sudo journalctl -u marquee --since today --grep ' error '": "needs systemd",
  "sudo journalctl -u marquee -n 20": "needs systemd",
};
const met = new Set();

/** The folder that support/docker takes for the container: the program, and /data as in the image. */
function makeContainer() {
  const container = mkdtempSync(join(tmpdir(), "marquee-container-"));
  const { rest: user } = stages("api/Dockerfile")
    .at(-1)
    .steps.find(({ verb }) => verb === "USER");
  chmodSync(container, 0o755);
  mkdirSync(join(container, "usr/bin"), { recursive: true });
  copyFileSync(program, join(container, "usr/bin/marquee"));
  mkdirSync(join(container, "data"), { mode: 0o700 });
  if (process.getuid() === 0) chownSync(join(container, "data"), ...user.split(":").map(Number));
  return { CONTAINER: container, CONTAINER_USER: user };
}

async function openClub() {
  club.folder = mkdtempSync(join(tmpdir(), "marquee-docs-"));
  club.listen = `127.0.0.1:${await freePort()}`;
  mkdirSync(join(club.folder, "bin"));
  symlinkSync(program, join(club.folder, "bin/marquee"));
  symlinkSync(join(root, "tests/deploy/support/docker"), join(club.folder, "bin/docker"));
  // The club is this user's here.
  writeFileSync(join(club.folder, "bin/sudo"), '#!/bin/sh\nexec env "$@"\n', { mode: 0o755 });
  // For curl, too, an answer that is none is a failure.
  writeFileSync(join(club.folder, ".curlrc"), "fail\n");
  const container = makeContainer();
  club.container = container.CONTAINER;
  copyFileSync(join(root, "docker-compose.yml"), join(club.folder, "docker-compose.yml"));
  club.env = {
    PATH: `${join(club.folder, "bin")}:${process.env.PATH}`,
    HOME: club.folder,
    MARQUEE_DB: join(club.folder, "marquee.db"),
    MARQUEE_LISTEN: club.listen,
    MARQUEE_FRONTEND: join(root, "frontend"),
    MARQUEE_LOG: "error",
    // Nothing goes out.
    MARQUEE_PROVIDERS: "demo",
    ...container,
  };
}

async function closeClub() {
  club.server?.kill("SIGKILL");
  await club.ended;
  rmSync(club.folder, { recursive: true });
  rmSync(club.container, { recursive: true });
}

/** The fenced blocks of a document: language, text, and the line that each begins at. */
function blocks(file) {
  const text = readFileSync(join(root, file), "utf8");
  return [...text.matchAll(/^```(\w*)\n(.*?)^```$/gms)].map((found) => ({
    language: found[1],
    text: found[2],
    line: text.slice(0, found.index).split("\n").length,
  }));
}

function run(text) {
  const script = text
    .replaceAll("127.0.0.1:8080", club.listen)
    .replaceAll("/var/lib/marquee", club.folder);
  const options = { cwd: club.folder, env: club.env, encoding: "utf8", input: "" };
  const { status, stdout, stderr } = spawnSync("bash", ["-euo", "pipefail", "-c", script], options);
  assert.equal(status, 0, `${script}\n${stdout}\n${stderr}`);
  return stdout;
}

/** A line without what only explains it. */
const typed = (line) => line.replace(/ {2,}# .*$/, "").trim();

async function standIn(text) {
  for (const line of text.split("\n").map(typed))
    if (line !== "") {
      assert.ok(line in standIns, `what stands in for: ${line}`);
      met.add(line);
      if (typeof standIns[line] === "function") await standIns[line](line);
    }
}

/** Proxies' files are tried by events.test.mjs; README.md also shows what is printed. */
const languages = {
  "README.md": /^(sh|text|nginx|)$/,
  "docs/deploy.md": /^(sh|text|caddy|haproxy)$/,
};

async function follow({ language, text }) {
  const first = typed(text.split("\n")[0]);
  if (first in prepare) {
    met.add(first);
    await prepare[first]();
  }
  if (language === "sh") run(text);
  else if (language === "text") await standIn(text);
}

for (const files of [["README.md"], ["docs/deploy.md", "docs/troubleshooting.md"]])
  describe(`a club by ${files.join(", then ")}`, () => {
    before(openClub);
    after(closeClub);
    for (const file of files)
      for (const block of blocks(file))
        test(`${file}:${block.line} ${block.text.split("\n")[0].slice(0, 60)}`, async () => {
          assert.match(block.language, languages[file] ?? /^(sh|text)$/);
          await follow(block);
        });
  });

test("everything that stands in for something is used", () => {
  assert.deepEqual(
    Object.keys({ ...standIns, ...prepare }).filter((line) => !met.has(line)),
    [],
  );
});

test("README.pl.md shows what README.md does", () => {
  const shown = (file) =>
    blocks(file).map(({ language, text }) => ({
      language,
      lines: text.split("\n").map(typed),
    }));
  assert.deepEqual(shown("README.pl.md"), shown("README.md"));
});

/** What links to a heading calls it. */
const anchors = (file) =>
  [...readFileSync(file, "utf8").matchAll(/^#+ (.*)$/gm)].map(([, title]) =>
    title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}_ -]/gu, "")
      .replaceAll(" ", "-"),
  );

test("what the documents link to is there", () => {
  const files = execFileSync("git", ["ls-files", "*.md"], { cwd: root, encoding: "utf8" });
  for (const file of files.trim().split("\n")) {
    const text = readFileSync(join(root, file), "utf8").replaceAll(/^```.*?^```/gms, "");
    for (const [, path, anchor] of text.matchAll(/\]\((?!https?:)([^)#]*)#?([^)]*)\)/g)) {
      const target = path === "" ? join(root, file) : join(root, dirname(file), path);
      assert.ok(existsSync(target), `${file}: ${path}`);
      if (anchor) assert.ok(anchors(target).includes(anchor), `${file}: ${path}#${anchor}`);
    }
  }
});
