// Whoever listens to GET /events, as a browser does it: over HTTP/1.1 or HTTP/2, and taking gzip.
import http2 from "node:http2";
import { request } from "node:http";
import { request as requestSecurely } from "node:https";
import { connect } from "node:tls";
import { constants, createGunzip } from "node:zlib";

export const SITE = "films.example.org";
/** ms: less than the 15 s of a beat, which would push out what a proxy holds back. */
const SOON = 10_000;

export class Listening {
  #wakes = new Set();

  constructor() {
    this.text = "";
    this.isOver = false;
  }

  /**
   * @param {{port: number, version: 1 | 2, ca?: string}} way `ca`: with https
   * @param {{token: string, from?: string, after?: string}} who
   *   `from`: their address, `after`: the last event that they had
   */
  static async open(way, { token, from = "127.0.0.1", after }) {
    const listening = new Listening();
    const headers = {
      authorization: `Bearer ${token}`,
      "accept-encoding": "gzip",
      ...(after && { "last-event-id": after }),
    };
    await (way.version === 2
      ? listening.#openSecond(way, headers, from)
      : listening.#openFirst(way, headers, from));
    return listening;
  }

  #openFirst({ port, ca }, headers, from) {
    const ask = ca ? requestSecurely : request;
    return new Promise((resolve, reject) => {
      const sent = ask({
        host: "127.0.0.1",
        port,
        path: "/api/v1/events",
        headers: { host: SITE, ...headers },
        localAddress: from,
        agent: false,
        ca,
        servername: SITE,
      });
      this.close = () => sent.destroy();
      sent.once("error", reject);
      sent.once("response", (answer) => {
        sent.on("error", () => this.#end());
        this.#hear(answer.statusCode, answer.headers, answer);
        resolve();
      });
      sent.end();
    });
  }

  #openSecond({ port, ca }, headers, from) {
    const session = http2.connect(`https://${SITE}`, {
      createConnection: () =>
        connect({
          host: "127.0.0.1",
          port,
          ca,
          servername: SITE,
          ALPNProtocols: ["h2"],
          localAddress: from,
        }),
    });
    this.close = () => session.destroy();
    return new Promise((resolve, reject) => {
      session.once("error", reject);
      const stream = session.request({ ":path": "/api/v1/events", ...headers });
      stream.once("error", reject);
      stream.once("response", (received) => {
        for (const each of [session, stream]) each.on("error", () => this.#end());
        stream.once("close", () => session.close());
        this.#hear(received[":status"], received, stream);
        resolve();
      });
    });
  }

  #hear(status, headers, body) {
    this.status = status;
    this.headers = headers;
    const isPacked = headers["content-encoding"] === "gzip";
    const text = isPacked ? body.pipe(createGunzip({ flush: constants.Z_SYNC_FLUSH })) : body;
    text.setEncoding("utf8");
    text.on("data", (part) => {
      this.text += part;
      this.#wake();
    });
    for (const each of [body, text]) {
      each.on("close", () => this.#end());
      each.on("error", () => this.#end());
    }
  }

  #end() {
    this.isOver = true;
    this.#wake();
  }

  #wake() {
    for (const wake of this.#wakes) wake();
  }

  /** Until that is so: `patience` is in ms. */
  #until(isSo, what, patience = SOON) {
    return new Promise((resolve, reject) => {
      const finish = (settle, value) => {
        clearTimeout(timer);
        this.#wakes.delete(look);
        settle(value);
      };
      const look = () => {
        const found = isSo();
        if (found) finish(resolve, found);
        else if (this.isOver) finish(reject, new Error(`over, without ${what}: ${this.text}`));
      };
      const timer = setTimeout(
        () => finish(reject, new Error(`no ${what} in ${patience} ms: ${this.text}`)),
        patience,
      );
      this.#wakes.add(look);
      look();
    });
  }

  /** What the text has of it, as soon as it does. @param {RegExp} pattern */
  heard(pattern, patience) {
    return this.#until(() => pattern.exec(this.text), pattern, patience);
  }

  over() {
    return this.#until(() => this.isOver, "end");
  }

  /** The last event's. */
  get id() {
    return this.text.match(/(?<=^id: )\d+$/gm)?.at(-1);
  }
}
