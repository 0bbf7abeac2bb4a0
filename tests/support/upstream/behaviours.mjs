// What an upstream can do to somebody who asks it. Options come from a script or from a query, so
// numbers may be text.
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { gzipSync } from "node:zlib";
import { image } from "./images.mjs";
import { quirk } from "./quirks.mjs";

const PART = Buffer.alloc(64 * 1024, "x");

/** Calls `write` again and again, as fast as the other end takes it, until it says false. */
function pour(stream, write) {
  const go = () => {
    while (!stream.destroyed) {
      const more = write();
      if (more === null) return stream.end();
      if (!more) return stream.once("drain", go);
    }
  };
  go();
}

function send(response, status, type, body, headers = {}) {
  response.writeHead(status, { "Content-Type": type, ...headers });
  response.end(body);
}

const behaviours = {
  /** {"body": …} as JSON */
  json: (response, { body = { ok: true } }) =>
    send(response, 200, "application/json", JSON.stringify(body)),

  /** {"name": "omdb quota", "status": 401, "before": "\ufeff"}: an odd answer, see quirks.mjs */
  quirk: (response, { name, status = 200, before = "" }, { url, headers }) =>
    send(
      response,
      Number(status),
      "application/json",
      before + JSON.stringify(quirk(name, url, `http://${headers.host}`)),
    ),

  /** What came: to see which headers did, and in which version of HTTP. */
  echo: (response, _, { method, url, httpVersion, headers }) =>
    send(response, 200, "application/json", JSON.stringify({ method, url, httpVersion, headers })),

  /** {"status": 429, "retry": seconds}, or a date so many seconds ahead with "as": "date" */
  status(response, { status = 500, retry, as }) {
    const date = () => new Date(Date.now() + Number(retry) * 1000).toUTCString();
    const headers = retry === undefined ? {} : { "Retry-After": as === "date" ? date() : retry };
    send(response, Number(status), "application/json", `{"code":${Number(status)}}`, headers);
  },

  /** {"location": …, "status": 302}; its bytes go as they are */
  redirect: (response, { location, status = 302 }) =>
    send(response, Number(status), "text/plain", "", {
      Location: Buffer.from(location).toString("latin1"),
    }),

  /** {"to": "http://host"}: the same path is there now. */
  elsewhere: (response, { to }, { url }) =>
    send(response, 307, "text/plain", "", { Location: to + url }),

  /** To itself. */
  loop: (response, _, { url }) => send(response, 302, "text/plain", "", { Location: url }),

  /** Says nothing. */
  hang() {},

  /** Headers, and then a byte every {"interval": 100} ms, without end. */
  drip(response, { interval = 100 }) {
    response.writeHead(200, { "Content-Type": "application/json" });
    response.write("{");
    const timer = setInterval(() => response.write(" "), Number(interval));
    response.on("close", () => clearInterval(timer));
  },

  /** Promises more than it sends. */
  truncated(response) {
    response.writeHead(200, { "Content-Type": "application/json", "Content-Length": "1000" });
    response.write('{"title":', () => response.destroy());
  },

  /** Sends more than it promises. */
  overlong: (response) =>
    send(response, 200, "application/json", `{"title": "${"x".repeat(1000)}"}`, {
      "Content-Length": 100,
    }),

  /** {"size": bytes}, in chunks. */
  huge(response, { size = 50 * 1024 * 1024 }) {
    let left = Number(size);
    response.writeHead(200, { "Content-Type": "application/json" });
    pour(response, () => {
      if (left <= 0) return null;
      const part = PART.subarray(0, left);
      left -= part.length;
      return response.write(part);
    });
  },

  /** Headers without end. */
  headers(response) {
    const { socket } = response;
    const line = `X-More: ${"x".repeat(8000)}\r\n`;
    socket.write("HTTP/1.1 200 OK\r\n");
    pour(socket, () => socket.write(line));
  },

  /** A whole film, and trailers behind it without end. */
  trailers(response) {
    const { socket } = response;
    socket.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n");
    pour(socket, () => socket.write("a:\r\n".repeat(1000)));
  },

  /** {"size": bytes} of spaces, packed a thousand to one. */
  bomb(response, { size = 100 * 1024 * 1024 }) {
    const body = gzipSync(Buffer.alloc(Number(size), " "), { level: 9 });
    send(response, 200, "application/json", body, { "Content-Encoding": "gzip" });
  },

  /** A small body, packed. */
  gzip: (response, { body = { ok: true } }) =>
    send(response, 200, "application/json", gzipSync(JSON.stringify(body)), {
      "Content-Encoding": "gzip",
    }),

  /** Packed, it says. */
  nogzip: (response) =>
    send(response, 200, "application/json", "this is not gzip", { "Content-Encoding": "gzip" }),

  garbage: (response) =>
    send(response, 200, "application/json", Buffer.from([0, 0xff, 0xfe, 1, 2, 0x80, 0, 0x7f])),

  /** {"status": 403} */
  html: (response, { status = 200 }) =>
    send(response, Number(status), "text/html", "<!doctype html><title>Just a moment…</title>"),

  /** Not JSON, though it begins so (OMDb). */
  unquoted: (response) =>
    send(
      response,
      200,
      "application/json",
      '{"Response":"False","Error":"Conversion from string "011f8539" to type \'Double\' is not valid."}',
    ),

  /** What a web application firewall says. */
  waf: (response) =>
    send(response, 202, "text/html", "", { "x-amzn-waf-action": "challenge", "Content-Length": 0 }),

  /** Takes the request, and is gone. */
  close: (response) => response.destroy(),

  /** Bytes that are no HTTP. */
  noise: (response) => response.socket.end("SSH-2.0-OpenSSH_9.2\r\n"),

  /** {"kind": see images.mjs, "type": "image/jpeg"} */
  image(response, { kind = "webp", type = "image/webp" }) {
    send(response, 200, type, image(kind));
  },

  /** {"folder": …}: its file that has the name of what was asked for, a JPEG. */
  file(response, { folder }, { url }) {
    send(response, 200, "image/jpeg", readFileSync(join(folder, basename(url))));
  },
};

export function behave(behaviour, request, response) {
  const act = behaviours[behaviour.do];
  if (act) act(response, behaviour, request);
  else send(response, 501, "text/plain", `no behaviour "${behaviour.do}"\n`);
}
