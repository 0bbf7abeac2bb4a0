// nginx serving fixed bytes, to compare with: an access log in a file, as ours, and one worker per core.
import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { get } from "node:http";
import { join } from "node:path";
import { freePort } from "../deploy/support/port.mjs";

/** What nginx says by itself, in its own words. */
const ITS_OWN = ["date", "connection", "content-type", "content-length", "etag"];

/** An answer of ours as it comes: its bytes, its tag, and what of its head nginx is to be told. */
export function copyAnswer(url, headers) {
  return new Promise((resolve, reject) => {
    get(url, { headers }, async (answer) => {
      const said = Object.entries(answer.headers).filter(([name]) => !ITS_OWN.includes(name));
      resolve({
        bytes: Buffer.concat(await answer.toArray()),
        headers: Object.fromEntries(said),
        etag: answer.headers.etag,
      });
    }).on("error", reject);
  });
}

function location(name, { headers = {} }) {
  const lines = Object.entries(headers).map(([name, value]) => `add_header ${name} "${value}";`);
  return `location = /${name} { ${lines.join(" ")} }`;
}

const configuration = (folder, port, files, workers) => `
user root; worker_processes ${workers}; daemon off; pid ${folder}/nginx.pid; error_log ${folder}/error.log;
events { worker_connections 4096; }
http {
  access_log ${folder}/access.log; sendfile on; tcp_nopush on; open_file_cache max=10;
  default_type application/json; keepalive_requests 100000000;
  client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fcgi; uwsgi_temp_path ${folder}/uwsgi; scgi_temp_path ${folder}/scgi;
  server {
    listen 127.0.0.1:${port} backlog=4096; root ${folder}/www;
    ${Object.entries(files)
      .map(([name, file]) => location(name, file))
      .join("\n    ")}
  }
}
`;

async function untilItAnswers(url) {
  const answers = () =>
    fetch(url).then(
      () => true,
      () => false,
    );
  while (!(await answers())) await new Promise(setImmediate);
}

/**
 * Serves `files`, each under its name: `bytes`, and `headers` beside nginx's own. Resolves with its
 * address, the id of its process and a function that stops it.
 */
export async function serveWithNginx(folder, files, { through = [], workers = "auto" } = {}) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  mkdirSync(join(folder, "www"), { recursive: true });
  for (const [name, { bytes }] of Object.entries(files))
    writeFileSync(join(folder, "www", name), bytes);
  writeFileSync(join(folder, "nginx.conf"), configuration(folder, port, files, workers));
  const words = [...through, "nginx", "-c", join(folder, "nginx.conf"), "-p", folder];
  const server = spawn(words[0], words.slice(1), { stdio: "ignore" });
  await untilItAnswers(url);
  return {
    url,
    pid: server.pid,
    stop: () =>
      new Promise((resolve) => {
        server.on("exit", resolve);
        server.kill("SIGTERM");
      }),
  };
}
