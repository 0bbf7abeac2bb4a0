import assert from "node:assert/strict";
import { untold } from "./support/films.mjs";
import { scenario } from "./support/scenario.mjs";
import { tokens } from "./support/server.mjs";
import { asksNoMore, becomes, hides, shows } from "./support/wait.mjs";

const boxOf = (locator) =>
  locator.evaluate((node) => {
    const { width, height } = node.getBoundingClientRect();
    return [Math.round(width), Math.round(height)];
  });

scenario("a film without a poster gets a drawn one of the same size", {}, async (world) => {
  for (const title of ["A film with a rather long title that nobody has ever heard of", "Ö"])
    await world.server.call("POST", "/proposals", { token: tokens.ada, body: { title } });
  await world.open();
  await world.page.getByLabel("Sort the films").selectOption("newest");
  await becomes(async () => (await world.titles())[0], "Ö");
  const drawn = world.page.locator(".card .poster:has(.drawn)");
  await becomes(() => drawn.count(), 2);
  const photo = await boxOf(world.card("Häxan").locator(".poster"));
  assert.deepEqual(await boxOf(drawn.nth(0)), photo);
  assert.deepEqual(await boxOf(drawn.nth(1)), photo);
  assert.equal(photo[1], Math.round(photo[0] * 1.5));
  const spills = await drawn.evaluateAll(
    (nodes) =>
      nodes.filter((node) => {
        const title = node.querySelector(".drawn-title").getBoundingClientRect();
        const box = node.getBoundingClientRect();
        return title.top < box.top || title.right > box.right || title.bottom > box.bottom;
      }).length,
  );
  assert.equal(spills, 0, "titles that leave their poster");
});

/** A club of these titles, by hand, and the fonts that its page asks for. */
async function fontsOf(world, titles) {
  const fonts = new Set();
  world.page.on("request", (request) => {
    const name = /\/fonts\/([a-z-]+)-\d/.exec(request.url());
    if (name) fonts.add(name[1]);
  });
  for (const title of titles)
    await world.server.call("POST", "/proposals", { token: tokens.ada, body: { title } });
  await world.open();
  for (const title of titles) await shows(world.card(title).locator(".drawn-title"));
  await becomes(() => world.page.evaluate(() => document.fonts.status), "loaded");
  return [...fonts].sort();
}

const OWN = ["bricolage-grotesque", "limelight"];

scenario("drawn titles in Latin need no further font", { on: ["phone"] }, async (world) => {
  assert.deepEqual(await fontsOf(world, ["Ran"]), OWN);
});

scenario(
  "drawn titles in Greek, Cyrillic and Arabic have faces of their own",
  { on: ["phone"] },
  async (world) => {
    const arabic = "باب الحديد";
    const fonts = await fontsOf(world, ["Ο Θίασος", "Сталкер", arabic]);
    assert.deepEqual(fonts, [...OWN, "gfs-didot", "lalezar", "yeseva-one"].sort());
    const title = world.card(arabic).locator(".drawn-title");
    const direction = await title.evaluate((node) => getComputedStyle(node).direction);
    assert.equal(direction, "rtl");
  },
);

scenario("the longest word of a drawn title fits in one line", {}, async (world) => {
  const titles = [
    "Koyaanisqatsi",
    "UNAUSSPRECHLICHKEIT",
    "Достопримечательность",
    "Redemption",
    "Hummingbird",
    "MMMMWWWW",
  ];
  await fontsOf(world, titles);
  for (const title of titles) {
    const lines = await world
      .card(title)
      .locator(".drawn-title")
      .evaluate((node) =>
        Math.round(node.clientHeight / parseFloat(getComputedStyle(node).lineHeight)),
      );
    assert.equal(lines, 1, title);
  }
});

const wide = {
  id: "0123456789abcdef0123456789abcdef",
  url: "/api/v1/posters/0123456789abcdef0123456789abcdef/342",
  width: 780,
  height: 1170,
  widths: [185, 342, 500, 780],
  color: "#8a4b2f",
};

scenario(
  "a poster comes in the width that is needed, into a box that is there",
  { on: ["phone", "desktop"] },
  async (world) => {
    const asked = [];
    await world.tell({ Charade: { poster: wide } });
    const page = await fetch(`${world.server.url}/api/v1/proposals?limit=1`);
    const another = new URL((await page.json()).items[0].film.poster.url, world.server.url).href;
    await world.page.route(`**/api/v1/posters/${wide.id}/*`, async (route) => {
      asked.push(Number(route.request().url().split("/").at(-1)));
      await route.fulfill({ response: await route.fetch({ url: another }) });
    });
    await world.open();
    const image = world.card("Charade").locator(".poster img");
    const at = (name) => image.getAttribute(name);
    await becomes(async () => asked.length, 1);
    const needed = await image.evaluate((node) => node.clientWidth * globalThis.devicePixelRatio);
    assert.equal(
      asked[0],
      wide.widths.find((width) => width >= needed - 1),
    );
    assert.equal(
      await at("srcset"),
      wide.widths
        .map((width) => `${world.server.below}/api/v1/posters/${wide.id}/${width} ${width}w`)
        .join(", "),
    );
    assert.deepEqual(
      [await at("src"), await at("width"), await at("height")],
      [wide.url, "780", "1170"],
    );
    const box = world.card("Charade").locator(".poster");
    assert.equal(await box.evaluate((node) => node.style.backgroundColor), "rgb(138, 75, 47)");
    const [width, height] = await boxOf(box);
    assert.ok(Math.abs(height - width * 1.5) <= 1, `${width} by ${height}`);
  },
);

scenario(
  "a film that is being looked up appears by itself, sooner than the rest",
  { on: ["phone"] },
  async (world) => {
    const { page } = world;
    const changes = { Charade: untold("pending") };
    await world.tell(changes);
    let asked = 0;
    page.on("request", (request) => (asked += Number(request.url().includes("/proposals?"))));
    await world.holdClock();
    await world.open();
    const card = world.card("tt0056923");
    await shows(card.getByText("Looking it up…"));
    await shows(card.locator(".drawn-title").getByText("tt0056923"));
    assert.equal(asked, 1);
    delete changes.Charade;
    const since = await page.evaluate(() => Date.now());
    await world.comesToShow(world.card("Charade").getByText("1963"));
    assert.ok((await page.evaluate(() => Date.now())) - since < 4_000);
    await shows(world.card("Charade").locator(".poster img"));
    assert.equal(asked, 2);
  },
);

scenario(
  "a hit without a poster, and one's own face, are drawn as on the cards",
  { on: ["desktop"] },
  async (world) => {
    const { page } = world;
    await page.route("**/films/search?*", async (route) => {
      const response = await route.fetch();
      const found = await response.json();
      for (const hit of found.items) hit.poster = null;
      await route.fulfill({ response, json: found });
    });
    await world.enter();
    await world.open("/propose");
    await page.getByLabel("Title, IMDb id or a pasted link").fill("casablanca");
    const hit = world.dialog("Propose a film").getByRole("listitem");
    await shows(hit.locator(".drawn-title").getByText("Casablanca"));
    await world.press(page.getByRole("button", { name: "Close" }));
    await world.press(world.link("Metropolis"));
    const dialog = world.dialog("Metropolis");
    const named = dialog.getByRole("listitem").filter({ hasText: /ada$/ }).locator(".disc");
    const letters = [
      named,
      page.locator(".tab-me .disc"),
      world.card("Metropolis").locator(".disc"),
    ];
    for (const each of letters) assert.equal(await each.first().textContent(), "Ad");
  },
);

scenario("a poster that cannot be loaded is drawn", { on: ["phone"] }, async (world) => {
  world.guard.expect(/ERR_FAILED/);
  await world.page.route("**/api/v1/posters/**", (route) => route.abort("failed"));
  await world.open();
  const poster = world.card("Metropolis").locator(".poster");
  await shows(poster.locator(".drawn-title").getByText("Metropolis"));
});

const comeBack = (page) => page.evaluate(() => dispatchEvent(new Event("focus")));

const ways = {
  "there is a connection again": async ({ context }, allow) => {
    await context.setOffline(true);
    await allow();
    await context.setOffline(false);
  },
  "the server answers again": async ({ page }, allow) => {
    await page.route("**/api/v1/proposals*", (route) => route.abort("failed"));
    await comeBack(page);
    await shows(page.locator(".strip"));
    await page.unroute("**/api/v1/proposals*");
    await allow();
    await comeBack(page);
  },
  "the connection is there later than the device says": async (world, allow) => {
    const { page, server } = world;
    const { film } = await server.proposal("Metropolis");
    const failed = page.waitForEvent("requestfailed", (sent) =>
      sent.url().includes(film.poster.id),
    );
    await page.evaluate(() => dispatchEvent(new Event("online")));
    await failed;
    await becomes(() => world.card("Metropolis").locator(".poster img").count(), 0);
    await shows(world.card("Metropolis").locator(".drawn-title"));
    await allow();
    await comeBack(page);
  },
};

for (const [way, go] of Object.entries(ways))
  scenario(`a poster that did not come does once ${way}`, { on: ["phone"] }, async (world) => {
    world.guard.expect(/ERR_FAILED/, /ERR_INTERNET_DISCONNECTED/);
    await world.page.route("**/api/v1/posters/**", (route) => route.abort("failed"));
    await world.open();
    const poster = world.card("Metropolis").locator(".poster");
    await shows(poster.locator(".drawn-title"));
    await go(world, () => world.page.unroute("**/api/v1/posters/**"));
    const widths = () =>
      poster.locator("img").evaluateAll((all) => all.map((each) => each.naturalWidth > 0));
    await becomes(widths, [true]);
  });

scenario(
  "posters below the fold are fetched when they come near",
  { on: ["desktop"] },
  async (world) => {
    const { page } = world;
    const posters = [];
    page.on("request", (request) => {
      if (request.url().includes("/posters/")) posters.push(request.url());
    });
    await world.open();
    await becomes(
      () => page.evaluate(() => [...document.images].slice(0, 4).every((image) => image.complete)),
      true,
    );
    const atFirst = posters.length;
    assert.ok(atFirst >= 4 && atFirst <= 40, `${atFirst} posters at first`);
    const last = page.locator(".card .poster img").last();
    assert.equal(await last.evaluate((image) => image.complete && image.naturalWidth > 0), false);
    await last.scrollIntoViewIfNeeded();
    await becomes(() => last.evaluate((image) => image.naturalWidth > 0), true);
  },
);

scenario("nothing shifts while the page loads", {}, async (world) => {
  const { page } = world;
  await world.prepare(() => {
    globalThis.shifts = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        globalThis.shifts.push({
          value: entry.value,
          nodes: entry.sources.map(({ node }) => node?.className || node?.nodeName),
        });
    }).observe({ type: "layout-shift", buffered: true });
  });
  await world.enter();
  await world.open();
  await shows(world.card("Metropolis").locator(".disc").first());
  await becomes(
    () => page.evaluate(() => document.fonts.status === "loaded" && document.images[3].complete),
    true,
  );
  const shifts = await page.evaluate(() => globalThis.shifts);
  const sum = shifts.reduce((total, { value }) => total + value, 0);
  assert.ok(sum < 0.02, `a shift of ${sum}: ${JSON.stringify(shifts)}`);
});

/** What moves by script or by style sheet, by name. */
const recordMotion = () => {
  globalThis.motion = [];
  const { animate } = Element.prototype;
  Element.prototype.animate = function (...words) {
    globalThis.motion.push("animate");
    return animate.apply(this, words);
  };
  const transition = Document.prototype.startViewTransition;
  Document.prototype.startViewTransition = function (...words) {
    globalThis.motion.push("view transition");
    return transition.apply(this, words);
  };
  for (const type of ["animationstart", "transitionstart"])
    addEventListener(type, (event) => globalThis.motion.push(event.animationName ?? type), true);
};

/** Votes, lets the list re-sort, opens a film: all that moves on the page. */
async function everythingThatMoves(world) {
  const { page } = world;
  await world.prepare(recordMotion);
  await world.enter();
  await world.holdClock();
  await world.open();
  await world.press(world.ticket("The General"));
  await world.pass(6_000);
  await world.press(world.button("New order"));
  await becomes(async () => (await world.titles())[3], "The General");
  /* How a poster goes along comes after the first touch. */
  await asksNoMore(page);
  await world.press(world.link("Metropolis"));
  await shows(world.dialog("Metropolis"));
  return () => page.evaluate(() => globalThis.motion);
}

const moving = { reducedMotion: "no-preference" };
scenario(
  "what moves is the ticket, the list, the sheet and the poster",
  { context: moving },
  async (world) => {
    const motion = await everythingThatMoves(world);
    const expected = ["bulb", "tear", "jolt", "animate", "view transition", "rise"];
    await becomes(async () => {
      const seen = await motion();
      return expected.filter((name) => !seen.includes(name));
    }, []);
  },
);

scenario("nothing moves for those who asked for no motion", {}, async (world) => {
  const motion = await everythingThatMoves(world);
  await world.page.keyboard.press("Escape");
  await hides(world.dialog("Metropolis"));
  assert.deepEqual(await motion(), []);
});
