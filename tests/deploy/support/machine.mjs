// A Debian 12 that runs, with systemd as its first process (support/boot), in a folder.
import { spawn, spawnSync } from "node:child_process";
import { copyFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import { root } from "./dockerfile.mjs";
import { copyDebian, run } from "./debian.mjs";

const PATH = "/usr/sbin:/usr/bin:/sbin:/bin";
const CLEAN = ["env", "-i", `PATH=${PATH}`, "LC_ALL=C.UTF-8", "DEBIAN_FRONTEND=noninteractive"];
const ALL = ["--mount", "--pid", "--uts", "--ipc", "--net", "--cgroup", "--root", "--wd"];

export class Machine {
  /** As it comes out of the box, but for `files`, which are in /root. */
  static async start(name, files) {
    const machine = new Machine();
    machine.folder = copyDebian(name);
    for (const file of files)
      copyFileSync(file, join(machine.folder, "root", file.split("/").at(-1)));
    machine.#prepare();
    await machine.#boot();
    return machine;
  }

  /** All that needs the network: afterwards there is none. */
  #prepare() {
    const inside = (...words) => run(["chroot", this.folder, ...CLEAN, ...words]);
    inside("apt-get", "update", "-q");
    inside("apt-get", "install", "-y", "-q", "--no-install-recommends", "systemd-sysv");
    inside("sh", "-c", "apt-get install -y -q --no-install-recommends --download-only /root/*.deb");
  }

  async #boot() {
    const words = [join(root, "tests/deploy/support/boot"), this.folder];
    this.process = spawn(words[0], words.slice(1), { stdio: ["ignore", "ignore", "inherit"] });
    this.ended = new Promise((resolve) => this.process.once("exit", resolve));
    while (!this.#isUp()) {
      if (this.process.exitCode !== null) throw new Error("it didn't start");
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  /** Its first process: boot's only child. */
  get #first() {
    const path = `/proc/${this.process.pid}/task/${this.process.pid}/children`;
    const { stdout } = spawnSync("cat", [path], { encoding: "utf8" });
    return stdout.trim().split(" ")[0];
  }

  #isUp() {
    const first = this.#first;
    if (!first || !existsSync(`/proc/${first}/root/run/systemd/system`)) return false;
    const { stdout } = this.try("systemctl", "is-system-running");
    return /^(running|degraded)$/m.test(stdout);
  }

  #enter(which, words, options) {
    const all = ["-t", this.#first, ...which, ...words];
    return spawnSync("nsenter", all, { encoding: "utf8", ...options });
  }

  /** As root: {status, stdout, stderr}. */
  try(...words) {
    return this.#enter(ALL, [...CLEAN, ...words]);
  }

  /** The same, by a shell; what it says, or why it failed. */
  sh(script) {
    const { status, stdout, stderr } = this.try("sh", "-ec", script);
    if (status !== 0) throw new Error(`${script}\n${stdout}${stderr}`);
    return stdout;
  }

  /** A program of this machine's, in the network of that one. */
  curl(...words) {
    return this.#enter(["--net"], ["curl", "--silent", "--show-error", ...words]);
  }

  async stop() {
    this.process.kill("SIGKILL");
    await this.ended;
  }
}
