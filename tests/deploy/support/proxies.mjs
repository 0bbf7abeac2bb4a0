// The proxies that README.md and docs/deploy.md tell a host to put in front: Debian's nginx, HAProxy
// and Caddy, with what stands there. Only addresses and files are others, and each is told to
// compress all that it can.
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "./dockerfile.mjs";
import { SITE } from "./listening.mjs";
import { freePort } from "./port.mjs";

/** The one block of that language. */
function block(file, language) {
  const text = readFileSync(join(root, file), "utf8");
  const found = [...text.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\`$`, "gms"))];
  if (found.length !== 1) throw new Error(`one block of ${language} in ${file}, please`);
  return found[0][1];
}

/** The text with each of these put in place of what must be there. */
function change(text, changes) {
  for (const [from, to] of Object.entries(changes)) {
    if (!text.includes(from)) throw new Error(`no ${from} in ${text}`);
    text = text.replaceAll(from, to);
  }
  return text;
}

/** Makes them for the site, in one file and in two. @param {string} folder */
function certify(folder) {
  const [key, certificate, both] = ["key", "pem", "both"].map((name) => join(folder, name));
  const words = [
    ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-noenc"],
    ...["-subj", `/CN=${SITE}`, "-addext", `subjectAltName=DNS:${SITE}`, "-days", "2"],
    ...["-keyout", key, "-out", certificate],
  ];
  execFileSync("openssl", words, { stdio: "pipe" });
  writeFileSync(both, readFileSync(certificate, "utf8") + readFileSync(key, "utf8"));
  return { key, certificate, both };
}

const makers = {
  nginx(folder, { key, certificate }, port, host) {
    const club = change(block("README.md", "nginx"), {
      "listen 443": `listen 127.0.0.1:${port}`,
      "127.0.0.1:8080": host,
      "/etc/ssl/films.example.org.pem": certificate,
      "/etc/ssl/films.example.org.key": key,
    });
    const folders = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
    const rest = folders.map((name) => `${name}_temp_path ${folder}/${name};`).join(" ");
    writeFileSync(
      join(folder, "conf"),
      `daemon off; pid ${folder}/pid; error_log stderr warn; events {}
       http { access_log off; ${rest} gzip on; gzip_types *; gzip_proxied any; ${club} }`,
    );
    return ["nginx", "-p", folder, "-e", "stderr", "-c", join(folder, "conf")];
  },

  haproxy(folder, { both }, port, host) {
    const club = change(block("docs/deploy.md", "haproxy"), {
      "bind :443": `bind 127.0.0.1:${port}`,
      "127.0.0.1:8080": host,
      "/etc/haproxy/films.example.org.pem": both,
    });
    writeFileSync(join(folder, "conf"), `defaults\n    compression algo gzip\n${club}`);
    return ["haproxy", "-db", "-f", join(folder, "conf")];
  },

  caddy(folder, { key, certificate }, port, host) {
    const club = change(block("docs/deploy.md", "caddy"), {
      "films.example.org {": `https://${SITE}:${port} {
        bind 127.0.0.1
        tls ${certificate} ${key}
        encode gzip`,
      "127.0.0.1:8080": host,
    });
    writeFileSync(join(folder, "conf"), `{\n admin off\n auto_https disable_redirects\n}\n${club}`);
    return ["caddy", "run", "--adapter", "caddyfile", "--config", join(folder, "conf")];
  },
};

const isOpen = (port) =>
  new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => resolve(true));
    socket.once("error", () => resolve(false));
    socket.once("close", () => socket.destroy());
    socket.once("connect", () => socket.end());
  });

/**
 * Starts one in front of what answers at `host`.
 * @param {keyof typeof makers} name
 * @returns {Promise<{port: number, ca: string, stop: () => Promise<void>}>}
 */
export async function startProxy(name, host) {
  const folder = mkdtempSync(join(tmpdir(), `marquee-${name}-`));
  mkdirSync(join(folder, "home"));
  const files = certify(folder);
  const port = await freePort();
  const [command, ...words] = makers[name](folder, files, port, host);
  const log = openSync(join(folder, "log"), "a");
  const proxy = spawn(command, words, {
    stdio: ["ignore", log, log],
    env: { PATH: `${process.env.PATH}:/usr/sbin`, HOME: join(folder, "home") },
  });
  const ended = new Promise((resolve) => {
    proxy.once("exit", resolve);
    proxy.once("error", resolve);
  });
  while (!(await isOpen(port))) {
    if (proxy.exitCode !== null || proxy.pid === undefined)
      throw new Error(`${name}: ${readFileSync(join(folder, "log"), "utf8")}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return {
    port,
    ca: readFileSync(files.certificate, "utf8"),
    async stop() {
      proxy.kill("SIGKILL");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
