// What the Debian package does besides unpacking: its scripts, with the programs that they call written
// down instead of run, and its service. install.mjs is the long form: it installs the package.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { root } from "./support/dockerfile.mjs";

const program = process.env.MARQUEE_PROGRAM ?? join(root, "build/release/marquee");
const scripts = join(root, "cmake/debian");
const isRoot = process.getuid() === 0;
const LINK = "http://192.168.1.20:8080/setup#secret";
let folder;

/** A program that notes how it was called. */
function stub(name, lines = "") {
  const script = `#!/bin/sh\necho "${name} $*" >>"$CALLS"\n${lines}\n`;
  writeFileSync(join(folder, name), script, { mode: 0o755 });
}

before(() => {
  folder = mkdtempSync(join(tmpdir(), "marquee-package-"));
  for (const name of ["systemd-sysusers", "systemd-tmpfiles", "rm", "rmdir", "sleep", "systemctl"])
    stub(name);
  for (const name of ["helper", "invoke"]) stub(`deb-systemd-${name}`);
});
after(() => rmSync(folder, { recursive: true }));

/** Runs a script of the package; where `systemd` runs, in a namespace of its own, where it seems to, and
 * where there's a club. */
function call(script, words, { systemd = false } = {}) {
  const calls = join(folder, "calls");
  writeFileSync(calls, "");
  const plain = [join(scripts, script), ...words];
  const faked =
    "mount -t tmpfs none /run && mount -t tmpfs none /var/lib && " +
    'mkdir -p /run/systemd/system /var/lib/marquee && PATH=$STUBS:$PATH exec "$@"';
  const command = systemd ? ["unshare", "-rm", "sh", "-c", faked, "sh", ...plain] : plain;
  const env = {
    CALLS: calls,
    STUBS: folder,
    PATH: systemd ? process.env.PATH : `${folder}:${process.env.PATH}`,
  };
  const { status, stdout, stderr } = spawnSync(command[0], command.slice(1), {
    env,
    encoding: "utf8",
  });
  assert.equal(status, 0, stderr);
  const names = readFileSync(calls, "utf8").trim().split("\n");
  return { said: stdout, calls: names };
}

const starts = ({ calls }) => calls.some((line) => line.startsWith("deb-systemd-invoke"));

describe("the package's scripts", () => {
  test("can be run", () => {
    for (const name of ["postinst", "prerm", "postrm"])
      assert.equal(statSync(join(scripts, name)).mode & 0o111, 0o111, name);
    assert.match(
      readFileSync(join(root, "cmake/package.cmake"), "utf8"),
      /CONTROL_EXTRA \$\{scripts\}\/postinst \$\{scripts\}\/prerm \$\{scripts\}\/postrm\)/,
    );
  });

  test("make the user and enable the service, and start nothing where no systemd runs", () => {
    stub("marquee");
    const done = call("postinst", ["configure"]);
    assert.equal(done.calls[0], "systemd-sysusers marquee.conf");
    assert.equal(done.calls[1], "systemd-tmpfiles --create marquee.conf");
    assert.ok(done.calls.includes("deb-systemd-helper enable marquee.service"));
    assert.ok(!starts(done));
    assert.equal(done.said, "");
  });

  test("start the service, and show the link once the server answers", () => {
    // It's asked for as anybody asks for it: so it's that of the database in the settings.
    const answer = `[ -z "$MARQUEE_DB" ] || exit 1
      [ $(grep -c ^marquee "$CALLS") -gt 2 ] || { echo "marquee: No server runs" >&2; exit 1; }
      echo ${LINK}`;
    stub("marquee", answer);
    const done = call("postinst", ["configure"], { systemd: true });
    assert.ok(done.calls.includes("deb-systemd-invoke restart marquee.service"));
    assert.ok(done.said.includes(`\n${LINK}\n`));
    assert.equal(done.calls.filter((line) => line === "marquee setup").length, 3);
  });

  test("say nothing of a link where the club has its admin", () => {
    stub("marquee", 'echo "marquee: This club is set up already." >&2; exit 1');
    const done = call("postinst", ["configure", "0.0.9"], { systemd: true });
    assert.equal(done.said, "");
    assert.equal(done.calls.filter((line) => line === "marquee setup").length, 1);
  });
});

describe("the package's scripts, where the service does not run", () => {
  test("say where to look, unless it is disabled", () => {
    stub("marquee", 'echo "marquee: No server runs" >&2; exit 1');
    stub("systemctl", 'case "$*" in *is-active*) exit 3 ;; esac');
    const failed = call("postinst", ["configure"], { systemd: true });
    assert.equal(
      failed.said,
      "\nMarquee couldn't start. `sudo journalctl -u marquee` says why.\n\n",
    );
    stub("systemctl", 'case "$*" in *is-active* | *is-enabled*) exit 3 ;; esac');
    assert.equal(call("postinst", ["configure"], { systemd: true }).said, "");
    stub("systemctl");
  });

  test("show what is wrong where it runs, but has no link to give", () => {
    stub("marquee", 'echo "marquee: /etc/marquee.env can\'t be read: Is a directory." >&2; exit 1');
    const { said } = call("postinst", ["configure"], { systemd: true });
    assert.match(said, /Is a directory\.\nTry `sudo marquee setup` in a moment\.\n\n$/);
  });
});

describe("the package's scripts at a removal", () => {
  test("stop the service, and leave the club alone", () => {
    assert.ok(starts(call("prerm", ["remove"], { systemd: true })));
    assert.ok(!starts(call("prerm", ["upgrade", "0.2.0"], { systemd: true })));
    const gone = call("postrm", ["remove"], { systemd: true });
    assert.ok(!gone.calls.some((line) => /^rm/.test(line)));
    assert.equal(gone.said, "");
  });

  test("a purge takes the settings, says where the club is, and leaves it", () => {
    const done = call("postrm", ["purge"], { systemd: true });
    assert.deepEqual(
      done.calls.filter((line) => /^rm/.test(line)),
      ["rm -f /etc/marquee.env", "rmdir --ignore-fail-on-non-empty /var/lib/marquee"],
    );
    assert.match(
      done.said,
      /^\nYour club is still in \/var\/lib\/marquee, .*\n {4}rm -r \S+\n\n$/s,
    );
    for (const name of ["prerm", "postrm"])
      assert.doesNotMatch(readFileSync(join(scripts, name), "utf8"), /\b(deluser|userdel)\b/);
  });
});

/** Runs it, and says what it printed. */
function run(...words) {
  const { status, stdout, stderr } = spawnSync(words[0], words.slice(1), { encoding: "utf8" });
  assert.equal(status, 0, `${words.join(" ")}\n${stdout}${stderr}`);
  return stdout + stderr;
}

describe("the package's service", () => {
  const unit = readFileSync(join(root, "docs/marquee.service"), "utf8");

  test("is well-formed, and may do little", () => {
    const file = join(folder, "marquee.service");
    // systemd looks whether the program is there.
    writeFileSync(file, unit.replace(/^ExecStart=\S+/m, "ExecStart=/bin/true"));
    assert.equal(run("systemd-analyze", "verify", "--man=no", file), "");
    run("systemd-analyze", "security", "--offline=yes", "--threshold=15", file);
    assert.match(unit, /^MemoryMax=/m);
  });

  test("has the settings that a command has where the file says nothing", () => {
    const launch = readFileSync(join(root, "api/launch/main.c"), "utf8");
    const commands = [...launch.matchAll(/\{"(MARQUEE_\w+)", "(.*)"\}/g)];
    const service = [...unit.matchAll(/^Environment=(MARQUEE_\w+)=(.*)$/gm)];
    const pairs = (found) => found.map(([, name, value]) => [name, value]).sort();
    assert.deepEqual(pairs(commands), pairs(service));
    assert.equal(service.length, 2);
  });
});

test("the service has its user, its folder and its settings file", { skip: !isRoot }, () => {
  const machine = join(folder, "machine");
  const conf = readFileSync(join(scripts, "tmpfiles.conf.in"), "utf8");
  const example = readFileSync(join(scripts, "marquee.env"));
  for (const path of ["etc", "var/lib", "usr/share/marquee"])
    mkdirSync(join(machine, path), { recursive: true });
  writeFileSync(join(machine, "usr/share/marquee/marquee.env"), example);
  writeFileSync(
    join(folder, "marquee.conf"),
    conf.replace("@CMAKE_INSTALL_FULL_DATADIR@", "/usr/share"),
  );
  run("systemd-sysusers", `--root=${machine}`, join(scripts, "sysusers.conf"));
  run("systemd-tmpfiles", `--root=${machine}`, "--create", join(folder, "marquee.conf"));
  const [, uid, gid] = /^marquee:x:(\d+):(\d+):[^:]*:\/var\/lib\/marquee:\S*nologin$/m.exec(
    readFileSync(join(machine, "etc/passwd"), "utf8"),
  );
  const rights = (path) => {
    const found = statSync(join(machine, path));
    return [(found.mode & 0o7777).toString(8), `${found.uid}:${found.gid}`];
  };
  assert.deepEqual(rights("var/lib/marquee"), ["700", `${uid}:${gid}`]);
  assert.deepEqual(rights("etc/marquee.env"), ["640", `0:${gid}`]);
  assert.deepEqual(readFileSync(join(machine, "etc/marquee.env")), example);
});

test("whoever may not read the club is told how to", () => {
  const launch = join(dirname(program), "launch/marquee");
  const somebody = isRoot ? { uid: 65534, gid: 65534 } : {};
  const { status, stderr } = spawnSync(launch, ["member", "list"], {
    env: { PATH: process.env.PATH },
    encoding: "utf8",
    ...somebody,
  });
  assert.equal(status, 1);
  assert.match(stderr, /^marquee: .* belongs to the user marquee\..*\n {4}sudo marquee member …\n/);
});
