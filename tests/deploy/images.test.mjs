// docker-compose.yml and the Dockerfiles, as far as they can be held without a Docker engine.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, extname, join } from "node:path";
import { test } from "node:test";
import { parse } from "yaml";
import { copyStep, packages, root, sources, stages } from "./support/dockerfile.mjs";
import { writePage } from "./support/nginx.mjs";

const program = process.env.MARQUEE_PROGRAM ?? join(root, "build/release/marquee");
const helper = join(dirname(program), "marquee-image");
const read = (path) => readFileSync(join(root, path), "utf8");
const run = (...words) => execFileSync(words[0], words.slice(1), { encoding: "utf8", cwd: root });
const compose = parse(read("docker-compose.yml"));
const { api, frontend } = compose.services;
const files = ["api/Dockerfile", "frontend/Dockerfile"];
const [build, runtime] = stages(files[0]);

test("docker-compose takes the file", () => {
  run("docker-compose", "config", "-q");
});

test("containers cannot write to their image, or become more than they are", () => {
  for (const service of [api, frontend]) {
    assert.equal(service.read_only, true);
    assert.deepEqual(service.cap_drop, ["ALL"]);
    assert.deepEqual(service.security_opt, ["no-new-privileges:true"]);
  }
});

test("the API is reached through nginx alone, nginx from this machine alone", () => {
  assert.equal(api.ports, undefined);
  assert.deepEqual(frontend.ports, ["${MARQUEE_PORT:-127.0.0.1:8080}:8080"]);
});

test("the addresses that are believed are those of the network", () => {
  const [{ gateway, subnet }] = compose.networks.club.ipam.config;
  assert.equal(api.environment.MARQUEE_TRUSTED_PROXIES, frontend.networks.club.ipv4_address);
  assert.equal(frontend.environment.MARQUEE_GATEWAY, gateway);
  assert.match(read("frontend/nginx/upstream.conf"), /server api:8080;/);
  // All of them are moved by one setting.
  const moved = run("env", "MARQUEE_NETWORK=10.9.8", "docker-compose", "config");
  assert.doesNotMatch(moved, /172\.31\./);
  assert.match(moved, /MARQUEE_TRUSTED_PROXIES: 10\.9\.8\.3$/m);
  assert.ok(subnet.endsWith(".0/24"));
});

test("every setting of an image or a container is one", () => {
  const known = run(program, "help", "settings");
  const env = runtime.steps.filter(({ verb }) => verb === "ENV").map(({ rest }) => rest);
  const names = [...Object.keys(api.environment), ...env.join(" ").match(/MARQUEE_\w+/g)];
  for (const name of names) assert.match(known, new RegExp(`^  ${name} `, "m"));
});

for (const file of files) {
  const last = stages(file).at(-1);
  const verbs = (verb) => last.steps.filter((step) => step.verb === verb);

  test(`${file}: bases have a version`, () => {
    for (const { from } of stages(file)) assert.match(from, /^debian:12-slim$/);
  });

  test(`${file}: what is copied is there, and reaches the builder`, () => {
    const ignored = read(".dockerignore").split("\n");
    for (const stage of stages(file))
      for (const step of stage.steps.filter(({ verb }) => verb === "COPY").map(copyStep))
        for (const pattern of step.from ? [] : step.what) {
          const found = sources(root, pattern);
          assert.ok(
            found.length > 0 && found.every((path) => existsSync(join(root, path))),
            pattern,
          );
          const [top] = pattern.split("/");
          assert.ok(
            [top, pattern].some((path) => ignored.includes(`!${path}`)),
            pattern,
          );
        }
  });

  test(`${file}: runs as nobody in particular, and says how it is`, () => {
    assert.equal(verbs("USER").length, 1);
    assert.doesNotMatch(verbs("USER")[0].rest, /root|^0/);
    assert.match(verbs("HEALTHCHECK")[0].rest, /CMD \[/);
    const user = last.steps.findIndex(({ verb }) => verb === "USER");
    assert.ok(last.steps.slice(user).every(({ verb }) => verb !== "RUN" && verb !== "COPY"));
  });

  test(`${file}: package lists are not kept`, () => {
    for (const { steps } of stages(file))
      for (const { verb, rest } of steps)
        if (verb === "RUN" && rest.includes("apt-get"))
          assert.match(rest, /rm -rf \/var\/lib\/apt\/lists\/\*/);
  });
}

test("Docker builds the program once: both files begin with the same stage", () => {
  const [{ steps }] = stages(files[1]);
  assert.deepEqual(steps.slice(0, -1), build.steps);
  assert.equal(steps.at(-1).rest, "build/release/marquee page /page");
});

test("api/Dockerfile builds with the packages of ./dev", () => {
  const [, words] = /^build_packages=\(([^)]*)\)/m.exec(read("dev"));
  const wanted = [...words.trim().split(/\s+/), "libc6-dev"].sort();
  assert.deepEqual(packages(build).sort(), wanted);
});

/** The packages of the libraries that a program is linked to; every image has the C library and libm. */
function libraries(path) {
  const needed = [...run("readelf", "-d", path).matchAll(/NEEDED.*\[(lib(?![cm]\.so)[^\]]+)\]/g)];
  const linked = run("ldd", path);
  const paths = needed.map(([, name]) => new RegExp(`${name} => (\\S+)`).exec(linked)[1]);
  // Debian's packages know a library by its real name, in /usr or not.
  const names = run("realpath", ...paths)
    .trim()
    .split("\n");
  const patterns = names.map((path) => `*/${path.split("/").at(-1)}`);
  const owners = run("dpkg-query", "-S", ...patterns)
    .trim()
    .split("\n");
  return owners.map((line) => line.split(":")[0]);
}

test("api/Dockerfile has the libraries that the programs are linked to, and no others", () => {
  const wanted = [...libraries(program), ...libraries(helper), "ca-certificates", "tzdata"];
  assert.deepEqual(packages(runtime).sort(), [...new Set(wanted)].sort());
});

test("api/Dockerfile has marquee-image where the program looks for it", () => {
  const copied = runtime.steps
    .filter(({ verb }) => verb === "COPY")
    .map((step) => copyStep(step).to);
  assert.deepEqual(copied.slice(0, 2), ["/usr/bin/marquee", "/usr/libexec/marquee/marquee-image"]);
  const prefix = build.steps.some(({ rest }) => rest.includes("-DCMAKE_INSTALL_PREFIX=/usr "));
  assert.ok(prefix);
});

test("both images have the licences of what is embedded", () => {
  for (const file of files) {
    const copies = stages(file)
      .at(-1)
      .steps.filter(({ verb }) => verb === "COPY");
    assert.ok(
      copies.some(({ rest }) => rest.endsWith("/out/usr/share/doc/marquee /usr/share/doc/marquee")),
      file,
    );
  }
});

test("the package depends on what no linker sees", () => {
  const [, depends] = /_PACKAGE_DEPENDS ("[^)]*)\)/.exec(read("cmake/package.cmake"));
  for (const name of ["ca-certificates", "tzdata", "systemd | systemd-standalone-sysusers"])
    assert.ok(depends.includes(name), name);
});

test("frontend/Dockerfile has every file that the server would serve of the page", () => {
  const image = mkdtempSync(join(tmpdir(), "marquee-image-"));
  writePage(image);
  const list = (folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(folder.length + 1));
  const served = list(join(root, "frontend")).filter(
    (path) =>
      !/^(docs|types|nginx)\//.test(path) && !/\.(md|d\.ts)$/.test(path) && extname(path) !== "",
  );
  const written = list(image).filter((path) => !path.endsWith(".gz"));
  assert.deepEqual(written.sort(), served.sort());
  rmSync(image, { recursive: true });
});
