// What the Debian package does besides unpacking: its scripts, with the programs that they call written
// down instead of run. apt itself needs root; ./dev package makes the package.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { root } from "./support/dockerfile.mjs";

const scripts = join(root, "cmake/debian");
const LINK = "http://192.168.1.20:8080/setup#secret";
let folder;

/** A program that notes how it was called. */
function stub(name, lines = "") {
  const script = `#!/bin/sh\necho "${name} $*" >>"$CALLS"\n${lines}\n`;
  writeFileSync(join(folder, name), script, { mode: 0o755 });
}

before(() => {
  folder = mkdtempSync(join(tmpdir(), "marquee-package-"));
  for (const name of ["adduser", "deb-systemd-helper", "deb-systemd-invoke", "systemctl", "sleep"])
    stub(name);
});
after(() => rmSync(folder, { recursive: true }));

/** Runs a script of the package; where `systemd` runs, in a namespace of its own, where it seems to. */
function call(script, words, { systemd = false } = {}) {
  const calls = join(folder, "calls");
  writeFileSync(calls, "");
  const plain = [join(scripts, script), ...words];
  const faked =
    'mount -t tmpfs none /run && mkdir -p /run/systemd/system && PATH=$STUBS:$PATH exec "$@"';
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
    assert.match(done.calls[0], /^adduser --system --group --home \/var\/lib\/marquee .*marquee$/);
    assert.ok(done.calls.includes("deb-systemd-helper enable marquee.service"));
    assert.ok(!starts(done));
    assert.equal(done.said, "");
  });

  test("start the service, and show the link once the server answers", () => {
    const answer = `[ "$MARQUEE_DB" = /var/lib/marquee/marquee.db ] || exit 1
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
    assert.equal(failed.said, "\nMarquee couldn't start. `journalctl -u marquee` says why.\n\n");
    stub("systemctl", 'case "$*" in *is-active* | *is-enabled*) exit 3 ;; esac');
    assert.equal(call("postinst", ["configure"], { systemd: true }).said, "");
    stub("systemctl");
  });
});

describe("the package's scripts at a removal", () => {
  test("stop the service, and leave the club alone", () => {
    assert.ok(starts(call("prerm", ["remove"], { systemd: true })));
    assert.ok(!starts(call("prerm", ["upgrade", "0.2.0"], { systemd: true })));
    call("postrm", ["purge"]);
    for (const name of ["prerm", "postrm"])
      assert.doesNotMatch(readFileSync(join(scripts, name), "utf8"), /\b(rm|deluser|userdel)\b/);
  });
});
