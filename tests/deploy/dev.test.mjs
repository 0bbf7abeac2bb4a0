// ./dev run as somebody who has just cloned the project: with stubs for what it calls.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { root } from "./support/dockerfile.mjs";

/** Whoever runs the tests; root's tests take somebody else, who has no rights. */
const somebody = process.getuid() === 0 ? { uid: 65534, gid: 65534 } : {};
let folder;

/** A program that notes who called it, and how. */
function stub(name, lines = "") {
  const script = `#!/bin/bash\necho "\${ROLE:-self}: ${name} $*" >>"$CALLS"\n${lines}\n`;
  writeFileSync(join(folder, "bin", name), script, { mode: 0o755 });
}

/** All that ./dev finds: no sudo, no packages of Debian's, and a build that makes `marquee`. */
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "marquee-dev-"));
  for (const path of ["", "bin", "build", "build/release"]) {
    mkdirSync(join(folder, path), { recursive: true });
    chmodSync(join(folder, path), 0o777);
  }
  copyFileSync(join(root, "dev"), join(folder, "dev"));
  for (const name of ["bash", "dirname", "env", "grep", "mkdir", "rm"])
    writeFileSync(join(folder, "bin", name), `#!/bin/sh\nexec /bin/${name} "$@"\n`, {
      mode: 0o755,
    });
  stub("dpkg-query", "exit 1");
  stub("apt-get");
  stub("cmake");
  writeFileSync(
    join(folder, "build/release/marquee"),
    '#!/bin/sh\necho "marquee $* db=$MARQUEE_DB log=$MARQUEE_LOG"\n',
    { mode: 0o755 },
  );
});
afterEach(() => rmSync(folder, { recursive: true }));

function run(words, { as = somebody, settings = {} } = {}) {
  const calls = join(folder, "calls");
  writeFileSync(calls, "");
  chmodSync(calls, 0o666);
  const { status, stdout, stderr } = spawnSync(
    "/bin/bash",
    [join(folder, "dev"), "run", ...words],
    {
      ...as,
      env: { PATH: join(folder, "bin"), CALLS: calls, ...settings },
      encoding: "utf8",
    },
  );
  return { status, stdout, stderr, calls: readFileSync(calls, "utf8").trim().split("\n") };
}

const installs = ({ calls }) => calls.filter((line) => line.includes("apt-get install"));
const builds = ({ calls }) => calls.filter((line) => line.includes("cmake --"));

test("packages are installed by sudo, and nothing else is done as root", () => {
  stub("sudo", 'ROLE=root exec "$@"');
  const done = run([]);
  assert.equal(done.status, 0, done.stderr);
  assert.match(installs(done).join("\n"), /^self: sudo .*\nroot: apt-get install .*libsodium-dev/);
  assert.deepEqual(
    done.calls.filter((line) => line.startsWith("root: ") && !line.includes("apt-get")),
    [],
  );
  assert.equal(builds(done).length, 2);
  assert.ok(builds(done).every((line) => line.startsWith("self: ")));
});

test("without sudo it says what to install, and builds nothing", () => {
  const done = run([]);
  assert.equal(done.status, 1);
  assert.match(
    done.stderr,
    /^Some packages are missing\. .*: apt-get install gcc .*libheif-dev\n$/,
  );
  assert.deepEqual([...installs(done), ...builds(done)], []);
});

test("where nothing is missing, sudo is not called", () => {
  stub("dpkg-query", 'echo "install ok installed"');
  stub("sudo", "exit 1");
  const done = run([]);
  assert.equal(done.status, 0, done.stderr);
  assert.deepEqual(
    done.calls.filter((line) => line.includes("sudo")),
    [],
  );
});

test("requests are not logged, unless that is wanted", () => {
  stub("dpkg-query", 'echo "install ok installed"');
  assert.match(run([]).stdout, /^marquee serve --demo db= log=info$/m);
  assert.match(run([], { settings: { MARQUEE_LOG: "access" } }).stdout, / log=access$/m);
});

test("a club of one's own says how it is stopped, and where it stays", () => {
  stub("dpkg-query", 'echo "install ok installed"');
  const own = run(["--club"]).stdout;
  assert.match(own, /Ctrl-C stops it\. Your club stays in club\/\./);
  assert.match(own, /^marquee serve db=club\/marquee\.db log=info$/m);
  const other = run(["--club"], { settings: { MARQUEE_DB: "/srv/films/club.db" } }).stdout;
  assert.match(other, /Your club stays in \/srv\/films\/\./);
});
