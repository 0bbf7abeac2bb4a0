// Proxies as people put them in front of their club, each with what is known to hold events back:
// buffers as they are by default, and compression of all there is. They speak HTTP/1.1, and at another
// port HTTP/2 without TLS.
import { spawn } from "node:child_process";
import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "./port.mjs";

/** The README's, with gzip. */
const nginx = ({ folder, host, port, port2 }) => ({
  file: `worker_processes 1;
pid ${folder}/pid;
error_log stderr;
events {}
http {
  access_log off;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  gzip on;
  gzip_types *;
  gzip_proxied any;
  upstream marquee { server ${host}; keepalive 32; }
  server {
    listen 127.0.0.1:${port};
    listen 127.0.0.1:${port2} http2;
    location / {
      proxy_pass http://marquee;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header Host $host;
      proxy_set_header X-Forwarded-For $remote_addr;
    }
  }
}
`,
  command: (file) => ["nginx", "-c", file, "-g", "daemon off;"],
});

const caddy = ({ host, port, port2 }) => ({
  file: `{
  admin off
  auto_https off
  servers {
    protocols h1 h2c
  }
}
http://127.0.0.1:${port}, http://127.0.0.1:${port2} {
  encode gzip
  reverse_proxy ${host}
}
`,
  command: (file) => ["caddy", "run", "--adapter", "caddyfile", "--config", file],
});

const haproxy = ({ host, port, port2 }) => ({
  file: `defaults
  mode http
  timeout connect 5s
  timeout client 30s
  timeout server 30s
  option forwardfor
frontend club
  bind 127.0.0.1:${port}
  bind 127.0.0.1:${port2} proto h2
  default_backend marquee
backend marquee
  compression algo gzip
  compression type text/event-stream application/json
  server one ${host}
`,
  command: (file) => ["haproxy", "-db", "-f", file],
});

export const proxies = { nginx, caddy, haproxy };

const listens = (port) =>
  new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.on("connect", () => socket.destroy(resolve(true)));
    socket.on("error", () => resolve(false));
  });

/** Starts it in front of the club at `host`; `url` is for HTTP/1.1, `url2` for HTTP/2. */
export async function startProxy(kind, host) {
  const folder = mkdtempSync(join(tmpdir(), "marquee-proxy-"));
  const [port, port2] = [await freePort(), await freePort()];
  const { file, command } = kind({ folder, host, port, port2 });
  writeFileSync(join(folder, "config"), file);
  const [name, ...words] = command(join(folder, "config"));
  const log = openSync(join(folder, "log"), "a");
  const env = { PATH: `${process.env.PATH}:/usr/sbin`, HOME: folder };
  const server = spawn(name, words, { stdio: ["ignore", log, log], env });
  const ended = new Promise((resolve) => server.once("exit", resolve));
  while (!(await listens(port2))) {
    if (server.exitCode !== null) throw new Error(readFileSync(join(folder, "log"), "utf8"));
    await sleep(20);
  }
  return {
    url: `http://127.0.0.1:${port}`,
    url2: `http://127.0.0.1:${port2}`,
    async stop() {
      server.kill("SIGKILL");
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}
