// A club: a server of its own in a temporary folder, members with tokens and, for measuring, 50
// proposals with 20 voters each. Everything goes through the command line and the API, as an operator
// would do it.
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** MARQUEE_PROGRAM names another, to compare with. */
export const program =
  process.env.MARQUEE_PROGRAM ?? new URL("../../build/release/marquee", import.meta.url).pathname;
export const PROPOSALS = 50;
export const VOTERS = 20;

export class Club {
  constructor(settings = {}) {
    this.folder = mkdtempSync(join(tmpdir(), "marquee-club-"));
    this.env = {
      PATH: process.env.PATH,
      MARQUEE_DB: join(this.folder, "club.db"),
      MARQUEE_LISTEN: "127.0.0.1:0",
      MARQUEE_PROVIDERS: "demo",
      MARQUEE_READ_ACCESS: "public",
      MARQUEE_MAX_CONNECTIONS: "2000",
      ...settings,
    };
  }

  run(...words) {
    return execFileSync(program, words, {
      env: this.env,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  }

  /** The same beside what is measured: resolves when it has ended well. */
  runLater(...words) {
    const run = spawn(program, words, { env: this.env, stdio: ["ignore", "ignore", "inherit"] });
    return new Promise((resolve, reject) =>
      run.on("exit", (code) => (code === 0 ? resolve() : reject(new Error(`${words}: ${code}`)))),
    );
  }

  /** A club begins with an admin. */
  found() {
    execFileSync(program, ["member", "add", "root", "--admin", "--password-stdin"], {
      env: this.env,
      input: "a long night out\n",
      stdio: ["pipe", "ignore", "ignore"],
    });
  }

  /** Makes `count` members; returns a token of scope write for each. */
  addMembers(count) {
    if (!existsSync(this.env.MARQUEE_DB)) this.found();
    return Array.from({ length: count }, (_, i) => {
      this.run("member", "add", `voter ${i}`);
      return this.run("token", "add", `voter ${i}`);
    });
  }

  /**
   * Starts the server, `through` another command if one is given; resolves with the milliseconds until
   * it answered.
   */
  async start({ through = [], options = [] } = {}) {
    const started = performance.now();
    const [command, ...words] = [...through, program, "serve", ...options];
    this.server = spawn(command, words, {
      env: this.env,
      stdio: ["ignore", "pipe", openSync(join(this.folder, "log"), "a")],
    });
    this.url = await new Promise((resolve, reject) => {
      let said = "";
      this.server.stdout.on("data", (bytes) => {
        said += bytes;
        const where = /open at (\S+)/.exec(said);
        if (where) resolve(where[1]);
      });
      this.server.on("exit", (code) => reject(new Error(`the server stopped with ${code}`)));
    });
    await fetch(`${this.url}/api/v1/health`).then((answer) => answer.arrayBuffer());
    return performance.now() - started;
  }

  async call(method, path, token, body) {
    const answer = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body ? { "content-type": "application/json" } : {}),
      },
      body: body && JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer.status === 204 ? null : answer.json();
  }

  /** 50 proposals of the built-in catalogue, each with the same 20 voters. */
  async fill(tokens, films) {
    for (let i = 0; i < PROPOSALS; i++)
      await this.call("POST", "/proposals", tokens[i % VOTERS], { imdb_id: films[i].imdb_id });
    const page = await this.call("GET", "/proposals?limit=100", tokens[0]);
    this.ids = page.items.map((it) => it.id);
    for (const token of tokens.slice(0, VOTERS))
      await this.call("PUT", "/votes", token, { proposal_ids: this.ids });
  }

  /** The access log's lines so far: method, path, status, µs. */
  accesses() {
    const line = /access \S+ \S+ (\S+) (\S+) (\d+) \d+ B (\d+) us/g;
    return [...readFileSync(join(this.folder, "log"), "utf8").matchAll(line)].map(
      ([, method, path, status, us]) => ({ method, path, status: Number(status), us: Number(us) }),
    );
  }

  /** Stops the server, if one runs; the folder stays. */
  async halt() {
    const server = this.server;
    this.server = undefined;
    if (!server) return;
    server.removeAllListeners("exit");
    server.kill("SIGTERM");
    await new Promise((resolve) => server.on("exit", resolve));
  }

  async stop() {
    await this.halt();
    rmSync(this.folder, { recursive: true });
  }
}
