// What the vote page costs from nginx: as little as from the server itself (tests/browser).
import { after, before, test } from "node:test";
import { launch } from "../browser/support/browser.mjs";
import { Server } from "../browser/support/server.mjs";
import { isLight, weigh } from "../browser/support/weigh.mjs";
import { startNginx } from "./support/nginx.mjs";

let server, nginx, browser;

before(async () => {
  server = await new Server({ env: { MARQUEE_TRUSTED_PROXIES: "127.0.0.1" } }).start();
  nginx = await startNginx(new URL(server.url).host);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await nginx?.stop();
  await server?.stop();
});

test("the vote page is as light from nginx", async (t) => {
  t.diagnostic(isLight(await weigh(browser, nginx.url)));
});
