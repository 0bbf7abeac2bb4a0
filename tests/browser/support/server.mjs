// A server of a test's own, in a temporary folder and on a free port.
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = new URL("../../../", import.meta.url).pathname;
export const program = process.env.MARQUEE_PROGRAM ?? join(root, "build/release/marquee");
export const PASSWORD = "film night demo";

/** What the demo calls its tokens, by who sends them. */
export const tokens = { ada: "mq_demo_member", admin: "mq_demo_admin" };

/** Servers that run; none of them outlives this process, however it ends. */
const running = new Set();
process.on("exit", () => running.forEach((server) => server.remove()));

export class Server {
  /**
   * @param {object} [options]
   * @param {boolean} [options.demo] with the sample club
   * @param {Record<string, string>} [options.env] settings
   * @param {boolean} [options.isNew] nobody has set the club up yet
   * @param {string} [options.host] where the page finds a server that listens everywhere
   * @param {string} [options.below] a path of its site below which the club is: "/films"
   */
  constructor({ demo = true, env = {}, isNew = false, host, below = "" } = {}) {
    this.isNew = isNew;
    this.host = host;
    this.below = below;
    running.add(this);
    this.folder = mkdtempSync(join(tmpdir(), "marquee-browser-"));
    this.words = demo ? ["serve", "--demo"] : ["serve"];
    this.env = {
      PATH: process.env.PATH,
      TMPDIR: this.folder,
      MARQUEE_LISTEN: "127.0.0.1:0",
      MARQUEE_PROVIDERS: "demo",
      MARQUEE_FRONTEND: process.env.MARQUEE_FRONTEND ?? join(root, "frontend"),
      MARQUEE_LOG: "warn",
      ...(demo ? {} : { MARQUEE_DB: join(this.folder, "club.db") }),
      ...(below ? { MARQUEE_PUBLIC_URL: `http://127.0.0.1${below}` } : {}),
      ...env,
    };
  }

  /** One of the program's other commands; returns what it says. */
  run(words, input) {
    return execFileSync(program, words, { env: this.env, encoding: "utf8", input, stdio: "pipe" });
  }

  /** An account that can sign in, and use the API: returns its token. */
  addMember(name, { admin = false } = {}) {
    const role = admin ? ["--admin"] : [];
    this.run(["member", "add", name, ...role, "--password-stdin"], `${PASSWORD}\n`);
    return this.run(["token", "add", name], "").trim();
  }

  async start() {
    this.process = spawn(program, this.words, { env: this.env, stdio: ["ignore", "pipe", "pipe"] });
    const said = (this.said = []);
    this.ended = new Promise((resolve) => this.process.once("exit", resolve));
    this.url = await new Promise((resolve, reject) => {
      const listen = (bytes) => {
        said.push(bytes);
        const where = /open at (\S+)/.exec(said.join(""));
        if (where && (!this.isNew || this.setUpLink())) resolve(this.#seenFrom(where[1]));
      };
      for (const stream of [this.process.stdout, this.process.stderr]) stream.on("data", listen);
      this.process.once("error", reject);
      this.ended.then((code) => reject(new Error(`marquee ended with ${code}: ${said.join("")}`)));
    });
    return this;
  }

  /** The path of the link that a club without an admin prints, with its secret. */
  setUpLink() {
    return /https?:\/\/\S+?(\/setup#\S+)/.exec(this.said.join(""))?.[1] ?? null;
  }

  #seenFrom(url) {
    return (this.host ? `http://${this.host}:${new URL(url).port}` : url) + this.below;
  }

  /** Stops the server; its port and its folder stay as they were for the next start. */
  async halt() {
    this.env.MARQUEE_LISTEN = new URL(this.url).host;
    this.process.kill("SIGTERM");
    await this.ended;
  }

  async stop() {
    this.process?.kill("SIGTERM");
    await this.ended;
    this.remove();
  }

  remove() {
    running.delete(this);
    this.process?.kill("SIGKILL");
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  /** Asks the API as the member whose token it is, or as a visitor. */
  async call(method, path, { token, body, cookie, userAgent, match } = {}) {
    const response = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(userAgent && { "user-agent": userAgent }),
        ...(cookie && { cookie, origin: new URL(this.url).origin }),
        ...(match && { "if-match": match }),
        ...(body && { "content-type": "application/json" }),
      },
      body: body && JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return { headers: response.headers, body: text && JSON.parse(text) };
  }

  /** A new session's cookie, as `name=value`, and its number. */
  async signIn(name, { password = PASSWORD, userAgent } = {}) {
    const body = { name, password };
    const answer = await this.call("POST", "/sessions", { body, userAgent });
    const [cookie] = answer.headers.getSetCookie().at(-1).split(";");
    return { cookie, id: answer.body.id };
  }

  /** An admin changes what they have just read. */
  async change(path, body, token = tokens.admin) {
    const { headers } = await this.call("GET", path, { token });
    return this.call("PATCH", path, { token, body, match: headers.get("etag") });
  }

  /** The path of the link of a new invitation, with its secret. */
  async invite(body = {}, token = tokens.admin) {
    const { body: invitation } = await this.call("POST", "/invitations", { token, body });
    return { id: invitation.id, path: `/join#${invitation.secret}` };
  }

  /** The open proposal of a title. */
  async proposal(title, token = tokens.admin) {
    const { body } = await this.call("GET", "/proposals?limit=100", { token });
    return body.items.find((each) => each.film.title === title);
  }
}
