// The package on a clean Debian 12 whose systemd runs: one command to a club that votes, and what an
// upgrade, a removal and a purge leave. `./dev package --try` makes it and runs this. Needs root and the
// network; minutes, most of them for Debian's packages.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { root } from "./support/dockerfile.mjs";
import { Machine } from "./support/machine.mjs";

const folder = join(root, "build/package");
const file = readdirSync(folder).find((name) => /^marquee_.*\.deb$/.test(name));
const INSTALL = `apt-get install -y -q --no-install-recommends --reinstall /root/${file}`;
const CLUB = "http://127.0.0.1:8080";
const LINK = /^(http:\/\/127\.0\.0\.1:8080\/setup)#(\S+)$/m;
let debian, token;

before(async () => {
  debian = await Machine.start("installed", [join(folder, file)]);
});
after(() => debian?.stop());

function ask(path, { method = "GET", body } = {}) {
  const words = ["--request", method, "--write-out", "\n%{http_code}"];
  if (token) words.push("--header", `Authorization: Bearer ${token}`);
  if (body) words.push("--json", JSON.stringify(body));
  const { stdout, stderr } = debian.curl(...words, `${CLUB}${path}`);
  const [, text, status] = /^(.*)\n(\d+)$/s.exec(stdout) ?? [null, stderr, "0"];
  return { status: Number(status), text };
}

const votes = () => JSON.parse(ask("/api/v1/proposals").text).items.map((each) => each.vote_count);
const state = (path) => debian.sh(`stat -c '%a %U:%G' ${path}`).trim();
const isActive = () => debian.try("systemctl", "is-active", "marquee").stdout.trim() === "active";

test("one command installs it, and shows the link; the link opens a club that votes", () => {
  const [, page, secret] = LINK.exec(debian.sh(INSTALL));
  assert.match(ask(new URL(page).pathname).text, /<html/);
  const founder = { name: "grace", password: "a long night out", club_name: "Friday", secret };
  assert.equal(ask("/api/v1/members", { method: "POST", body: founder }).status, 201);
  token = debian.sh("marquee token add grace").trim();
  const film = ask("/api/v1/proposals", { method: "POST", body: { title: "Metropolis" } });
  assert.equal(film.status, 201, film.text);
  assert.equal(ask(`/api/v1/votes/${JSON.parse(film.text).id}`, { method: "PUT" }).status, 200);
  assert.deepEqual(votes(), [1]);
});

test("keys and the club are nobody else's", () => {
  assert.equal(state("/etc/marquee.env"), "640 root:marquee");
  assert.equal(state("/var/lib/marquee"), "700 marquee:marquee");
  assert.equal(debian.sh("find /var/lib/marquee ! -user marquee"), "");
});

test("the service may do little", () => {
  debian.sh("systemd-analyze verify marquee.service");
  debian.sh("systemd-analyze security --threshold=15 marquee.service");
  const { stdout } = debian.try("systemctl", "show", "--property=MemoryMax", "marquee");
  assert.equal(stdout, "MemoryMax=1073741824\n");
});

test("posters are made there", async () => {
  debian.sh("echo MARQUEE_PROVIDERS=\\'demo\\' >>/etc/marquee.env && systemctl restart marquee");
  debian.sh("timeout 60 sh -c 'until marquee health; do sleep 0.1; done'");
  const film = ask("/api/v1/proposals", { method: "POST", body: { imdb_id: "tt0017136" } });
  assert.equal(film.status, 201, film.text);
  let made = 0;
  for (const end = Date.now() + 60_000; made === 0 && Date.now() < end; )
    made = Number(/posters: (\d+)/.exec(debian.sh("marquee check"))[1]);
  assert.ok(made > 0);
  assert.doesNotMatch(debian.sh("journalctl --unit=marquee"), / (error|warn) /);
});

test("it brings the licences of what it embeds", () => {
  const listed = debian.sh("cd /usr/share/doc/marquee && cat copyright && ls licences");
  for (const one of ["swagger-ui-LICENSE", "swagger-ui-NOTICE", "lean-qr-LICENSE.txt"])
    assert.match(listed, new RegExp(`^${one}$`, "m"));
  assert.match(debian.sh("dpkg -s marquee"), /^Maintainer: .+ <\S+@\S+>$/m);
});

test("a command is the club's user, with the service's settings", () => {
  debian.sh("cd /root && marquee backup backups/first.db");
  assert.equal(state("/var/lib/marquee/backups/first.db"), "600 marquee:marquee");
  assert.match(debian.sh("runuser -u marquee marquee member list"), /grace/);
  const { status, stderr } = debian.try("runuser", "-u", "nobody", "marquee", "member", "list");
  assert.equal(status, 1);
  assert.match(stderr, /^marquee: This machine's club belongs to .*\n {4}sudo marquee member …\n/);
  assert.match(debian.sh("runuser -u nobody marquee version"), /^marquee \d/);
});

test("an upgrade keeps the club and the settings, and hides keys that could be read", () => {
  debian.sh("chmod 644 /etc/marquee.env && chgrp root /etc/marquee.env");
  assert.doesNotMatch(debian.sh(INSTALL), LINK);
  assert.equal(state("/etc/marquee.env"), "640 root:marquee");
  assert.match(debian.sh("marquee check"), /^ok {3}providers: demo$/m);
  assert.deepEqual(votes(), [1, 0]);
});

test("a removal keeps them as well, for when it comes back", () => {
  debian.sh("apt-get remove -y marquee");
  assert.ok(!isActive());
  assert.match(debian.sh("cat /etc/marquee.env"), /^MARQUEE_PROVIDERS='demo'$/m);
  debian.sh(INSTALL);
  assert.ok(isActive());
  assert.deepEqual(votes(), [1, 0]);
});

test("the link of another database is shown, too", () => {
  debian.sh("echo MARQUEE_DB=/var/lib/marquee/cinema.db >>/etc/marquee.env");
  assert.match(debian.sh(INSTALL), LINK);
  debian.sh("test -e /var/lib/marquee/cinema.db");
});

test("a purge takes the settings along, and says where the club still is", () => {
  const said = debian.sh("apt-get purge -y marquee");
  assert.match(said, /Your club is still in \/var\/lib\/marquee/);
  debian.sh("test ! -e /etc/marquee.env && test -e /var/lib/marquee/marquee.db");
});
