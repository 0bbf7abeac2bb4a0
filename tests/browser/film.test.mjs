import assert from "node:assert/strict";
import { told } from "./support/films.mjs";
import { touch } from "./support/kept.mjs";
import { scenario } from "./support/scenario.mjs";
import { tokens } from "./support/server.mjs";
import { becomes, comesToRest, hasFocus, hides, shows, ticketSays } from "./support/wait.mjs";

const path = (world) => world.path();

const moving = { reducedMotion: "no-preference" };

scenario("a film opens from its card, and Back closes it", { context: moving }, async (world) => {
  const { page } = world;
  await world.enter();
  await world.open();
  await world.press(world.link("Charade"));
  const dialog = world.dialog("Charade");
  await shows(dialog);
  await hasFocus(dialog.getByRole("heading", { name: "Charade" }));
  assert.equal(path(world), "/proposals/37");
  assert.match(await page.title(), /^Charade · Friday Film Club$/);
  for (const name of ["radia", "grace", "ken"])
    await shows(dialog.getByRole("listitem").filter({ hasText: name }));
  await shows(dialog.getByText(/^Proposed by radia 2 days ago$|^Proposed by radia/));

  await page.goBack();
  await hides(dialog);
  assert.equal(path(world), "/");
  await hasFocus(world.link("Charade"));
});

scenario("Escape closes a film, and focus goes back to its card", {}, async (world) => {
  const { page } = world;
  await world.open();
  await world.press(world.link("Metropolis"));
  await shows(world.dialog("Metropolis"));
  await page.keyboard.press("Escape");
  await hides(world.dialog("Metropolis"));
  await becomes(() => path(world), "/");
  await hasFocus(world.link("Metropolis"));
});

scenario(
  "a film closes by its button and by a tap beside it",
  { context: moving },
  async (world) => {
    const { page } = world;
    await world.open();
    const dialog = world.dialog("Metropolis");
    await world.press(world.link("Metropolis"));
    await world.press(dialog.getByRole("button", { name: "Close" }));
    await hides(dialog);
    await world.press(world.link("Metropolis"));
    await shows(dialog);
    await comesToRest(page);
    await page.mouse.click(5, 5);
    await hides(dialog);
    await becomes(() => path(world), "/");
  },
);

/** @param {string} path of what comes with the first touch */
const hasLoaded = ({ page, server }, path) =>
  page.evaluate((url) => performance.getEntriesByName(url).length > 0, server.url + path);

/** Posters that fly stay in the air, however long the machine takes to look at them. */
const holdPostersInTheAir = () => {
  const start = Document.prototype.startViewTransition;
  Document.prototype.startViewTransition = function (...words) {
    const transition = start.apply(this, words);
    const flies = ({ effect }) => effect.pseudoElement?.startsWith("::view-transition");
    const hold = () => {
      const flying = document.getAnimations().filter(flies);
      flying.forEach((animation) => animation.pause());
      globalThis.inTheAir = flying.length;
    };
    transition.ready.then(hold, () => {});
    return transition;
  };
};

scenario("a poster that flies stops no tap", { context: moving }, async (world) => {
  const { page } = world;
  await world.prepare(holdPostersInTheAir);
  await world.open();
  await touch(world);
  await becomes(() => hasLoaded(world, "/styles/print.css"), true); // the last that comes with a touch
  await world.press(world.link("Metropolis"));
  const close = world.dialog("Metropolis").getByRole("button", { name: "Close" });
  await shows(close);
  await becomes(() => page.evaluate(() => globalThis.inTheAir > 0), true);
  const { x, y, width, height } = await close.boundingBox();
  const middle = [x + width / 2, y + height / 2];
  if (world.device === "phone") await page.touchscreen.tap(...middle);
  else await page.mouse.click(...middle);
  await hides(world.dialog("Metropolis"));
});

scenario("a shared link opens its film, and closing it shows the films", {}, async (world) => {
  const { page } = world;
  await world.open("/proposals/39");
  await shows(world.dialog("Metropolis"));
  assert.match(await page.title(), /^Metropolis/);
  await page.keyboard.press("Escape");
  await hides(world.dialog("Metropolis"));
  await becomes(() => path(world), "/");
  await shows(world.card("Metropolis"));
  await hasFocus(world.link("Metropolis"));
});

scenario("a dialog says all that is known of a film", {}, async (world) => {
  await world.tell({ Charade: told });
  await world.open();
  await world.press(world.link("The Twilight Zone"));
  const dialog = world.dialog("The Twilight Zone");
  await shows(dialog);
  const says = ["With Rod Serling, Robert McCord, Jay Overholts", "This is a series."];
  for (const words of [...says, "★ 9.0 from 99,000 votes", "Metascore 88", "TV-PG (US)"])
    await shows(dialog.getByText(words));
  const trailer = dialog.getByRole("link", { name: "Trailer" });
  assert.equal(await trailer.getAttribute("href"), told.trailer_url);
  assert.equal(await trailer.getAttribute("rel"), "noopener noreferrer");
});

scenario("voting in a film's dialog is voting on its card", { on: ["desktop"] }, async (world) => {
  await world.enter();
  await world.open("/proposals/37");
  const dialog = world.dialog("Charade");
  const ticket = dialog.locator(".ticket");
  await ticketSays(ticket, false, 9);
  await world.press(ticket);
  await ticketSays(ticket, true, 10);
  await shows(dialog.getByRole("listitem").filter({ hasText: "ada" }));
  await world.press(dialog.getByRole("button", { name: "Close" }));
  await ticketSays(world.ticket("Charade"), true, 10);
});

scenario(
  "a film that does not exist has a sentence and a way on",
  { on: ["phone"] },
  async (world) => {
    world.guard.expect(/404 .*\/proposals\/9999/);
    await world.open("/proposals/9999");
    const dialog = world.page.getByRole("dialog");
    await shows(dialog.getByText("This isn’t here any more."));
    await world.press(dialog.getByRole("link", { name: "See the films up for a vote" }));
    await hides(dialog);
    await shows(world.card("Metropolis"));
  },
);

scenario("a withdrawn film says so where its vote was", { on: ["phone"] }, async (world) => {
  const { server } = world;
  await server.call("DELETE", "/proposals/37", { token: tokens.admin });
  await world.open("/proposals/37");
  const dialog = world.dialog("Charade");
  await shows(dialog.getByText("This film has been withdrawn."));
  await hides(dialog.locator(".ticket"));
});

scenario(
  "withdrawing one's own film is asked about in the page",
  { on: ["phone"] },
  async (world) => {
    await world.enter();
    await world.open();
    await world.press(world.link("His Girl Friday"));
    const dialog = world.dialog("His Girl Friday");
    const ask = dialog.getByRole("button", { name: "Withdraw this film" });
    await world.press(ask);
    const keep = dialog.getByRole("button", { name: "Never mind" });
    await hasFocus(keep);
    await world.press(keep);
    await hasFocus(ask);
    assert.ok(await world.server.proposal("His Girl Friday"), "it is still there");

    await world.press(ask);
    await world.press(dialog.getByRole("button", { name: "Withdraw it" }));
    await hides(dialog);
    await world.card("His Girl Friday").waitFor({ state: "detached" });
    await becomes(
      () => world.page.locator("h1").innerText(),
      "43 films up for a vote · You’ve proposed 2 of 10",
    );
    assert.equal(await world.server.proposal("His Girl Friday"), undefined);
  },
);

scenario(
  "another's film cannot be withdrawn, except by an admin",
  { on: ["desktop"] },
  async (world) => {
    const { page } = world;
    await world.enter("ada");
    await world.open("/proposals/37");
    await shows(world.dialog("Charade"));
    await hides(page.getByRole("button", { name: "Withdraw this film" }));
    await world.forgetAll();
    await world.enter("admin");
    await world.open("/proposals/37");
    await shows(page.getByRole("button", { name: "Withdraw this film" }));
  },
);

scenario(
  "a film that was added by hand is linked to its id",
  { on: ["desktop"] },
  async (world) => {
    const { page, guard } = world;
    const { body } = await world.server.call("POST", "/proposals", {
      token: tokens.ada,
      body: { title: "The one with the tramp", year: 1931 },
    });
    guard.expect(/409 .*\/proposals\/58/);
    await world.enter();
    await world.open(`/proposals/${body.id}`);
    const dialog = world.dialog("The one with the tramp");
    await world.press(dialog.getByText("Link to an IMDb id"));
    const field = dialog.getByLabel("IMDb id or link");
    await field.fill("tramp");
    await page.keyboard.press("Enter");
    await shows(dialog.getByText("An IMDb id looks like tt0063350."));
    await field.fill("https://www.imdb.com/title/tt0056923/");
    await page.keyboard.press("Enter");
    await shows(dialog.getByText(/^This film is already up for a vote/));
    await field.fill("https://www.imdb.com/title/tt0021749/");
    await page.keyboard.press("Enter");
    await shows(world.dialog("City Lights").getByText("Directed by Charles Chaplin"));
    await hides(page.getByText("Link to an IMDb id"));
    await shows(world.dialog("City Lights").locator(".film-poster img"));
  },
);
