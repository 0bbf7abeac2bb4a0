// nginx serving fixed bytes, to compare with: one worker per core, and an access log in a file, as ours.
import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { freePort } from "../deploy/support/port.mjs";

/** Serves `bytes` as /page; resolves with its address and a function that stops it. */
export async function serveWithNginx(folder, bytes) {
  const port = await freePort();
  mkdirSync(join(folder, "www"), { recursive: true });
  writeFileSync(join(folder, "www/page"), bytes);
  writeFileSync(
    join(folder, "nginx.conf"),
    `user root; worker_processes auto; daemon off; pid ${folder}/nginx.pid; error_log ${folder}/error.log;
events { worker_connections 1024; }
http {
  access_log ${folder}/access.log; sendfile on; tcp_nopush on; open_file_cache max=10;
  default_type application/json; keepalive_requests 1000000;
  client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fcgi; uwsgi_temp_path ${folder}/uwsgi; scgi_temp_path ${folder}/scgi;
  server { listen 127.0.0.1:${port}; root ${folder}/www; }
}
`,
  );
  const server = spawn("nginx", ["-c", join(folder, "nginx.conf"), "-p", folder], {
    stdio: "ignore",
  });
  const url = `http://127.0.0.1:${port}/page`;
  while (
    !(await fetch(url).then(
      (it) => it.ok,
      () => false,
    ))
  )
    await new Promise(setImmediate);
  return {
    url,
    stop: () =>
      new Promise((resolve) => {
        server.on("exit", resolve);
        server.kill("SIGTERM");
      }),
  };
}
