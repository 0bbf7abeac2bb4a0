// The long form: does what the Dockerfiles say, step by step, in folders that debootstrap made, and
// then starts what they start, as the user that they name. Needs root and the network; minutes.
// Not held here: Docker's own network, its read-only mounts, and the health check's timing.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { copyDebian, run } from "./support/debian.mjs";
import { copy, copyStep, root, stages } from "./support/dockerfile.mjs";
import { freePort } from "./support/port.mjs";

let passed = 0;

/** A stage as a folder: its files, and what its steps set. */
class Image {
  constructor(name) {
    this.folder = copyDebian(name);
    this.env = { PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" };
    this.workdir = "/";
    this.user = "0:0";
    this.#mountNothing();
  }

  // What programs expect of any machine, as plain files: nothing has to be unmounted later.
  #mountNothing() {
    const dev = join(this.folder, "dev");
    for (const [name, minor] of [
      ["null", 3],
      ["zero", 5],
      ["random", 8],
      ["urandom", 9],
    ])
      if (!existsSync(join(dev, name)))
        run(["mknod", "-m", "666", join(dev, name), "c", "1", String(minor)]);
  }

  inside(words) {
    const user = this.user === "www-data" ? "www-data:www-data" : this.user;
    const home = `cd ${this.workdir} && exec "$@"`;
    return ["chroot", `--userspec=${user}`, this.folder, "/bin/sh", "-c", home, "sh", ...words];
  }

  step({ verb, rest }, images) {
    if (verb === "RUN") {
      run(this.inside(["/bin/sh", "-c", rest]), {
        env: { ...this.env, DEBIAN_FRONTEND: "noninteractive" },
      });
    } else if (verb === "COPY") {
      const step = copyStep({ rest });
      const from = step.from ? images[step.from].folder : root;
      const what = step.what.map((path) => path.replace(/^\//, ""));
      copy({ ...step, what }, from, this.folder, this.workdir);
    } else if (verb === "WORKDIR") {
      this.workdir = rest;
      mkdirSync(join(this.folder, rest), { recursive: true });
    } else if (verb === "ENV") {
      for (const [, name, value] of rest.matchAll(/(\w+)=(\S+)/g)) this.env[name] = value;
    } else if (verb === "USER") {
      this.user = rest;
    } else if (verb === "CMD" || verb === "ENTRYPOINT") {
      this[verb] = JSON.parse(rest);
    } else if (verb === "HEALTHCHECK") {
      this.health = JSON.parse(rest.slice(rest.indexOf("[")));
    }
  }
}

function make(file) {
  const images = {};
  let image;
  for (const [i, stage] of stages(file).entries()) {
    image = new Image(`${file.split("/")[0]}-${stage.name ?? i}`);
    images[stage.name ?? i] = image;
    for (const step of stage.steps) {
      console.log(`${file}: ${step.verb} ${step.rest.slice(0, 90)}`);
      image.step(step, images);
    }
  }
  passed += 1;
  return image;
}

/** The decoder works with what the image has: a poster in, a poster out. */
function decode(image) {
  const poster = join(root, "db/demo/posters", readdirSync(join(root, "db/demo/posters"))[0]);
  const words = image.inside(["/usr/libexec/marquee/marquee-image"]);
  const answer = run(words, { stdio: ["pipe", "pipe", "inherit"], input: readFileSync(poster) });
  if (!answer.toString("latin1").startsWith("MqI1")) throw new Error("no poster was made");
  passed += 1;
}

/** Starts it, waits until its health check is content, stops it; says how it ended. */
async function start(image, env = {}) {
  const words = image.inside([...(image.ENTRYPOINT ?? []), ...image.CMD]);
  const all = { ...image.env, ...env };
  const server = spawn(words[0], words.slice(1), { env: all, stdio: "inherit" });
  const ended = new Promise((resolve) => server.once("exit", resolve));
  let well = false;
  for (let i = 0; i < 100 && !well && server.exitCode === null; i++) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    try {
      run(image.inside(image.health), { env: all, stdio: "ignore" });
      well = true;
    } catch {
      // Not yet.
    }
  }
  server.kill("SIGTERM");
  const code = await ended;
  if (!well || code !== 0) throw new Error(`health ${well}, ended with ${code}`);
  passed += 1;
}

try {
  const api = make("api/Dockerfile");
  decode(api);
  // Ports are the machine's: others than the images'.
  const port = await freePort();
  await start(api, { MARQUEE_LISTEN: `127.0.0.1:${await freePort()}` });
  const [size] = run(["du", "-sm", api.folder]).toString().split("\t");
  console.log(`the image of the API has ${size} MB`);
  const page = make("frontend/Dockerfile");
  const settings = join(page.folder, "etc/marquee");
  for (const [file, from, to] of [
    ["upstream.conf", "server api:8080;", "server 127.0.0.1:1;"],
    ["nginx.conf", "listen 8080;", `listen 127.0.0.1:${port};`],
  ]) {
    const text = readFileSync(join(settings, file), "utf8");
    // Without /proc there is no /dev/stdout.
    const log = text.replace("access_log /dev/stdout;", "access_log off;");
    writeFileSync(join(settings, file), log.replace(from, to));
  }
  page.health[page.health.length - 1] = String(port);
  await start(page);
  console.log(`chroot: ${passed} passed, 0 failed`);
} catch (error) {
  console.error(error);
  console.log(`chroot: ${passed} passed, 1 failed`);
  process.exitCode = 1;
}
