// What the page shows without a connection.
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { AWAY, NEW_START, context, enterKept, isKept, kept, touch } from "./support/kept.mjs";
import { scenario } from "./support/scenario.mjs";
import { becomes, hides, shows } from "./support/wait.mjs";

const standing = (world) => world.page.locator(".strip");

const seen = (world) =>
  world.page.evaluate(() => {
    const inSight = [...document.querySelectorAll(".card img")].filter(
      (image) => image.getBoundingClientRect().top < innerHeight,
    );
    return inSight.length > 0 && inSight.every((image) => image.complete && image.naturalWidth > 0);
  });

scenario(
  "a reload without a server shows the member's last list, and its posters",
  { on: ["phone", "desktop"], context },
  async (world) => {
    const { page, guard, server } = world;
    guard.expect(...AWAY);
    await enterKept(world);
    await becomes(() => seen(world), true);
    await server.halt();
    await world.reload();
    await shows(world.card("Metropolis").locator(".disc").first());
    await becomes(() => seen(world), true);
    await becomes(
      async () => /^Saved at \d\d:\d\d\. The club’s /.test(await standing(world).innerText()),
      true,
    );
    await world.goto("/proposals/7");
    await shows(page.locator("dialog[open] h2"));
    guard.expect(...NEW_START);
    await server.start();
    await world.open();
    await shows(world.card("Metropolis"));
    await hides(standing(world));
  },
);

scenario(
  "posters that are under way as the worker begins are kept as well",
  { on: ["phone"], context },
  async (world) => {
    const { page } = world;
    let letGo;
    const isFree = new Promise((resolve) => (letGo = resolve));
    let held = 0;
    await page.route("**/api/v1/posters/**", async (route) => {
      held += 1;
      await isFree;
      await route.continue();
    });
    await world.enter();
    await world.open();
    await becomes(() => held > 0, true);
    await touch(world);
    await becomes(async () => (await kept(world)).shell?.includes("/main.js"), true);
    assert.deepEqual((await kept(world)).posters ?? [], []);
    const asked = held;
    letGo();
    await becomes(async () => (await kept(world)).posters?.length >= asked, true);
  },
);

scenario(
  "whoever is offline is told so, and what becomes of a vote",
  { on: ["phone"], context },
  async (world) => {
    const { guard } = world;
    guard.expect(...AWAY);
    await enterKept(world);
    const top = async () => (await world.card("Charade").boundingBox()).y;
    const before = await top();
    await world.context.setOffline(true);
    await world.reload();
    await becomes(
      async () => /^Saved at \d\d:\d\d\. You’re offline\.$/.test(await standing(world).innerText()),
      true,
    );
    assert.equal(await top(), before, "the line moves nothing");
    await world.press(world.ticket("Charade"));
    await shows(world.toast("You’re offline. Your vote for Charade is kept here"));
    await world.context.setOffline(false);
    await hides(standing(world));
  },
);

scenario(
  "no more than three hundred posters are kept, and the oldest go",
  { on: ["desktop"], context },
  async (world) => {
    const { page, guard } = world;
    guard.expect(...AWAY);
    await enterKept(world);
    const { film } = await world.server.proposal("Häxan");
    await page.evaluate(
      async ({ below, url }) => {
        const cache = await caches.open(below ? `${below}/ posters` : "posters");
        for (let i = 0; i < 320; i++)
          await cache.put(
            `${below}/api/v1/posters/${"0".repeat(29)}${100 + i}/342`,
            new Response(),
          );
        await cache.delete(url); // which the page may have come near
        await (await fetch(url)).blob();
      },
      { below: world.server.below, url: film.poster.url },
    );
    await becomes(async () => (await kept(world)).posters.length, 300);
  },
);

const frontend = fileURLToPath(new URL("../../frontend", import.meta.url));

/** Marks two modules of the page with an edition, so that a mix of two would show. */
function publish(folder, edition) {
  for (const file of ["main.js", "format.js"]) {
    const text = readFileSync(join(frontend, file), "utf8");
    const mark = `\ndocument.documentElement.dataset.${file.split(".")[0]} = "${edition}";\n`;
    writeFileSync(join(folder, file), text + mark);
  }
}

const editions = (world) => world.page.evaluate(() => ({ ...document.documentElement.dataset }));

const folder = mkdtempSync(join(tmpdir(), "marquee-edition-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
cpSync(frontend, folder, { recursive: true });
publish(folder, "A");

scenario(
  "a new edition takes over whole, and an open page keeps its own",
  { on: ["desktop"], server: { env: { MARQUEE_FRONTEND: folder } }, context },
  async (world) => {
    const { page, guard, server } = world;
    guard.expect(...AWAY);
    await world.enter();
    await world.open();
    assert.deepEqual(await editions(world), { main: "A", format: "A" });
    await isKept(world, "/lists/member-1");
    let loads = 0;
    page.on("load", () => (loads += 1));
    publish(folder, "B");
    guard.expect(...NEW_START);
    await server.halt();
    await server.start();
    const mark = () =>
      page.evaluate((url) => fetch(url).then((answer) => answer.text()), `${server.url}/main.js`);
    assert.match(await mark(), /format ?= ?"A"/, "what an open page loads later fits it");
    await world.reload();
    await shows(world.card("Metropolis"));
    assert.deepEqual(await editions(world), { main: "B", format: "B" });
    await touch(world);
    await becomes(async () => (await kept(world)).shell.length > 0 && (await versions(world)), 2);
    await server.halt();
    await world.reload();
    await shows(world.card("Metropolis"));
    assert.deepEqual(await editions(world), { main: "B", format: "B" });
    assert.equal(loads, 2, "only the reader reloads");
  },
);

const versions = (world) =>
  world.page.evaluate(
    async () => (await caches.keys()).filter((name) => /(^| )shell /.test(name)).length,
  );

scenario(
  "only the worker's own address may become one",
  { on: ["desktop"], context },
  async (world) => {
    const { page, guard } = world;
    guard.expect(/Content Security Policy|TrustedScriptURL|violates|trusted-types/i);
    await world.open();
    await touch(world);
    await becomes(
      () => page.evaluate(() => navigator.serviceWorker.controller?.scriptURL.endsWith("/sw.js")),
      true,
    );
    const refused = await page.evaluate(async () => {
      const attempts = [
        () => navigator.serviceWorker.register("/main.js"),
        () => globalThis.trustedTypes.createPolicy("other", { createScriptURL: (url) => url }),
        () => globalThis.trustedTypes.createPolicy("worker", { createScriptURL: (url) => url }),
      ];
      return Promise.all(
        attempts.map(async (attempt) => {
          try {
            await attempt();
            return false;
          } catch {
            return true;
          }
        }),
      );
    });
    assert.deepEqual(refused, [true, true, true]);
  },
);
