import assert from "node:assert/strict";
import { ids, level, settle, settleBoth, sitDown } from "./support/night_views.mjs";
import { scenario } from "./support/scenario.mjs";
import { tokens } from "./support/server.mjs";
import { shiftsOf, watchShifts } from "./support/shifts.mjs";
import { asksNoMore, becomes, hasFocus, hides, shows, ticketSays } from "./support/wait.mjs";

const moving = { context: { reducedMotion: "no-preference" } };

const tonightOf = async (world) =>
  (await world.server.call("GET", "/tonight", { token: tokens.ada })).body.tonight;

scenario(
  "an admin settles on the leader by keyboard, and the curtain opens",
  moving,
  async (world) => {
    const { page } = world;
    await world.enter("admin");
    await world.open();
    await shows(page.getByText("Metropolis leads with 10 votes."));
    await world.link("Settle on tonight’s film").focus();
    await page.keyboard.press("Enter");
    const dialog = world.dialog("Tonight’s film");
    await shows(dialog.getByText("Its votes stay as they are until"));
    await dialog.getByLabel("Start time (if you know it)").fill("20:30");
    await dialog.getByRole("button", { name: "Settle on Metropolis" }).focus();
    await page.keyboard.press("Enter");
    await page.locator(".night-reveal").waitFor({ state: "attached" });
    await hides(dialog);
    await sitDown(world);
    const night = page.getByRole("region", { name: "Tonight", exact: true });
    await shows(night.getByText("At 20:30, ends about 23:05"));
    await hasFocus(night.getByRole("link", { name: "Metropolis" }));
    const { proposal, starts_at } = await tonightOf(world);
    assert.equal(proposal.id, ids.Metropolis);
    const berlin = { timeZone: "Europe/Berlin", hour: "2-digit", minute: "2-digit" };
    assert.equal(new Date(starts_at).toLocaleTimeString("en-GB", berlin), "20:30");
  },
);

scenario("what is settled elsewhere comes to an open page, once", moving, async (world) => {
  const { page } = world;
  await watchShifts(page);
  await world.enter();
  await world.open();
  await shows(world.card("Charade"));
  await settle(world, { proposal_id: ids.Metropolis });
  await page.locator(".night-reveal").waitFor({ state: "attached" });
  await becomes(() => page.locator("[aria-live]").textContent(), "Tonight: Metropolis.");
  await page.locator(".night-reveal").waitFor({ state: "detached" });
  await shows(page.getByRole("region", { name: "Tonight", exact: true }).getByText("1927"));
  assert.equal(await page.getByRole("button", { name: /watched/ }).count(), 0);
  assert.ok((await shiftsOf(page)) < 0.01, "nothing jumps");
  await world.reload();
  await shows(page.getByRole("region", { name: "Tonight", exact: true }));
  assert.equal(await page.locator(".night-reveal").count(), 0);
  assert.ok((await shiftsOf(page)) < 0.01, "nor where it is there from the start");
  await world.server.call("DELETE", "/tonight", { token: tokens.admin });
  await hides(page.getByRole("region", { name: "Tonight", exact: true }));
  await becomes(
    () => page.locator("[aria-live]").textContent(),
    "There’s no film for tonight any more.",
  );
  await shows(page.locator(".lead").filter({ hasText: "Metropolis" }));
});

scenario(
  "who wants no motion sees no curtain",
  { context: { reducedMotion: "reduce" } },
  async (world) => {
    await settle(world, { proposal_id: ids.Metropolis });
    await world.enter();
    await world.open();
    await shows(world.page.getByRole("region", { name: "Tonight", exact: true }));
    await becomes(() => world.page.locator("[aria-live]").textContent(), "Tonight: Metropolis.");
    assert.equal(await world.page.locator(".night-reveal").count(), 0);
  },
);

scenario("the card of tonight's film is frozen, and says so", {}, async (world) => {
  await settle(world, { proposal_id: ids.Metropolis });
  await world.enter();
  await world.open();
  await sitDown(world);
  const ticket = world.ticket("Metropolis");
  await becomes(() => ticket.getAttribute("aria-label"), "Set for tonight: Metropolis, 10 votes");
  assert.equal(await ticket.getAttribute("aria-disabled"), "true");
  await shows(world.card("Metropolis").getByText("Tonight"));
  await ticket.focus();
  await world.page.keyboard.press("Enter");
  await shows(world.toast("Its votes stay as they are until you’ve watched it."));
  await ticketSays(ticket, true, 10);
  await world.press(world.ticket("Charade"));
  await ticketSays(world.ticket("Charade"), true, 10);
});

scenario("films that are level are drawn, and a second one follows", {}, async (world) => {
  const { page } = world;
  await level(world);
  await world.enter("admin");
  await world.open();
  await shows(page.getByText("Charade and Metropolis are level with 10 votes."));
  await world.press(world.link("Settle on tonight’s film"));
  const dialog = world.dialog("Tonight’s film");
  await world.press(dialog.getByRole("button", { name: "Settle on tonight’s film" }));
  await shows(dialog.getByText("Choose a film first."));
  await world.press(dialog.getByRole("radio", { name: /^Draw one at random/ }));
  await world.press(dialog.getByRole("button", { name: "Draw one of 2" }));
  await sitDown(world);
  const night = page.getByRole("region", { name: "Tonight", exact: true });
  await shows(night.getByText("Drawn from 2 films that were level"));
  await world.press(world.link("Change the evening"));
  await world.press(dialog.getByText("Add a second film"));
  await world.press(dialog.getByRole("button", { name: /^Add / }));
  await hides(dialog);
  await sitDown(world);
  await shows(night.getByText("And then"));
  const { proposal, then } = await tonightOf(world);
  assert.deepEqual([proposal.id, then.proposal.id].sort(), [ids.Charade, ids.Metropolis]);
});

scenario("the start can change, and the evening can fall through", {}, async (world) => {
  const { page } = world;
  await settleBoth(world);
  await world.enter("admin");
  await world.open();
  await sitDown(world);
  await world.press(world.link("Change the evening"));
  const dialog = world.dialog("Tonight’s film");
  await dialog.getByLabel("Start time", { exact: true }).fill("21:15");
  await world.press(dialog.getByRole("button", { name: "Save the time" }));
  await shows(world.toast("Starts at 21:15."));
  await shows(page.getByText("At 21:15, ends about 23:50"));
  await world.press(dialog.getByRole("button", { name: "The evening fell through" }));
  await shows(dialog.getByText(/Both films stay up for a vote/));
  await world.press(dialog.getByRole("button", { name: "Call it off" }));
  await hides(dialog);
  await shows(world.toast("The evening is off. All votes are as before."));
  await ticketSays(world.ticket("Metropolis"), false, 10);
  assert.equal(await tonightOf(world), null);
});

scenario("whoever comes second is told, and sees how it is", {}, async (world) => {
  await level(world);
  await world.enter("admin");
  await world.open("/tonight");
  const dialog = world.dialog("Tonight’s film");
  await world.press(dialog.getByRole("radio", { name: /^Metropolis/ }));
  let release;
  const isPressed = new Promise((resolve) => (release = resolve));
  await world.page.route("**/api/v1/proposals?*", async (route) => {
    await isPressed;
    await route.continue();
  });
  await settle(world, { proposal_id: ids.Charade });
  world.guard.expect(/409 .*\/tonight/);
  await world.press(dialog.getByRole("button", { name: "Settle on Metropolis" }));
  await shows(world.toast("Somebody has just settled on Charade."));
  release();
  await shows(dialog.getByRole("button", { name: "The evening fell through" }));
  await shows(world.page.locator(".night-title").getByText("Charade"));
});

scenario("watched in one tap, rated in the next, and taken back", {}, async (world) => {
  const { page } = world;
  const starts_at = new Date(Date.now() - 3_600_000).toISOString();
  await settle(world, { proposal_id: ids.Metropolis, starts_at });
  await world.enter("admin");
  await world.open();
  await sitDown(world);
  await world.press(world.button("We watched it"));
  await hasFocus(page.getByRole("heading", { name: "How was Metropolis?" }));
  await hides(world.card("Metropolis"));
  await page.keyboard.press("Tab");
  await page.keyboard.press("4");
  const latest = async () =>
    (await world.server.call("GET", "/screenings", { token: tokens.ada })).body.items[0];
  await becomes(async () => (await latest()).average, 4);
  await world.press(world.button("Undo: we haven’t watched it"));
  await shows(world.toast("Metropolis is tonight’s film again."));
  await shows(
    page
      .getByRole("region", { name: "Tonight", exact: true })
      .getByRole("link", { name: "Metropolis" }),
  );
  assert.equal(await page.locator(".night-reveal").count(), 0);
  await becomes(async () => (await tonightOf(world))?.proposal.vote_count, 10);
});

scenario("taken back, the first of two is the first again, as it was", moving, async (world) => {
  await settleBoth(world);
  const before = await tonightOf(world);
  await world.enter("admin");
  await world.open();
  await sitDown(world);
  await world.press(world.button("We watched the first one"));
  await world.press(world.button("Undo: we haven’t watched it"));
  await shows(world.toast("Metropolis is tonight’s film again."));
  await shows(world.button("We watched the first one"));
  assert.equal(await world.page.locator(".night-reveal").count(), 0);
  assert.deepEqual(await tonightOf(world), before);
});

scenario("the second film is left out, and the first one stays", {}, async (world) => {
  await settleBoth(world);
  const { then, ...first } = await tonightOf(world);
  await world.enter("admin");
  await world.open("/tonight");
  const dialog = world.dialog("Tonight’s film");
  await world.press(dialog.getByRole("button", { name: "Only the first film" }));
  await world.press(dialog.getByRole("button", { name: "Leave it out" }));
  await shows(world.toast(`${then.proposal.film.title} is up for a vote again, with its votes.`));
  await hides(dialog.getByRole("button", { name: "Only the first film" }));
  assert.deepEqual(await tonightOf(world), { ...first, then: null });
});

scenario("a film's own sheet leads to settling on it", {}, async (world) => {
  await world.enter("admin");
  await world.open();
  await world.press(world.link("Charade"));
  await world.press(
    world.dialog("Charade").getByRole("link", { name: "Settle on it for tonight" }),
  );
  const dialog = world.dialog("Tonight’s film");
  await world.press(dialog.getByRole("button", { name: "Settle on Charade" }));
  await shows(world.page.locator(".night-title").getByText("Charade"));
});

scenario(
  "a link that is opened in another tab leaves this one as it was",
  { on: ["desktop"] },
  async (world) => {
    const { context } = world;
    await world.enter("admin");
    await world.open();
    await world.press(world.link("Charade"));
    const sheet = world.dialog("Charade");
    const link = sheet.getByRole("link", { name: "Settle on it for tonight" });
    const [other] = await Promise.all([
      context.waitForEvent("page"),
      link.click({ modifiers: ["ControlOrMeta"] }),
    ]);
    await shows(other.getByRole("dialog", { name: "Tonight’s film" }));
    world.guard.expect(/ERR_ABORTED/);
    await other.close();
    await world.press(sheet.getByRole("button", { name: "Close" }));
    await hides(sheet);
    await world.press(world.link("Settle on tonight’s film"));
    const dialog = world.dialog("Tonight’s film");
    await shows(dialog.getByRole("button", { name: "Settle on Metropolis" }));
  },
);

scenario("on a small phone the stars come to the reader", {}, async (world) => {
  const { page } = world;
  await page.setViewportSize({ width: 320, height: 568 });
  await settleBoth(world);
  await world.enter("admin");
  await world.open();
  await sitDown(world);
  await world.press(world.button("We watched the first one"));
  await hasFocus(page.getByRole("heading", { name: "How was Metropolis?" }));
  const stars = page.getByRole("group", { name: "Your stars for Metropolis" });
  await becomes(async () => {
    const box = await stars.boundingBox();
    return box !== null && box.y >= 0 && box.y + box.height <= 568;
  }, true);
});

scenario("a film that is left open says that it has been watched", {}, async (world) => {
  await settle(world, { proposal_id: ids.Metropolis });
  await world.enter();
  await world.open(`/proposals/${ids.Metropolis}`);
  const dialog = world.dialog("Metropolis");
  await shows(dialog.getByRole("button", { name: "Set for tonight: Metropolis" }));
  const body = { proposal_id: ids.Metropolis, tonight: true };
  await world.server.call("POST", "/screenings", { token: tokens.admin, body });
  await hides(dialog.getByRole("button", { name: "Set for tonight: Metropolis" }));
  await shows(dialog.getByText("The club has watched this film."));
});

for (const path of ["/", "/me"])
  scenario(
    `while nothing is settled an admin sees ${path} at once, without a fade`,
    {},
    async (world) => {
      await world.prepare(() => {
        globalThis.fades = 0;
        const animate = Element.prototype.animate;
        Element.prototype.animate = function (...given) {
          if (this.id === "main") globalThis.fades += 1;
          return animate.apply(this, given);
        };
      });
      const coming = world.page.waitForResponse(/tonight\/view\.js/);
      await world.enter("admin");
      await world.open(path);
      await coming;
      await asksNoMore(world.page);
      assert.equal(await world.page.evaluate(() => globalThis.fades), 0);
    },
  );
