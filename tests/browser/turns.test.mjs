// One tablet goes round: each votes in turn, and nobody sees the ballot before theirs.
import assert from "node:assert/strict";
import { scenario } from "./support/scenario.mjs";
import { PASSWORD } from "./support/server.mjs";
import { becomes, hides, shows } from "./support/wait.mjs";

const ADMIN = { name: "admin", password: PASSWORD };
const TABLET = { on: ["desktop"], context: { viewport: { width: 820, height: 1180 } } };
/** A film that nobody of them has voted for. */
const FILM = "The Cabinet of Dr. Caligari";

const turns = ({ page }) => page.locator("dialog.turns");
const now = (world, name) => shows(turns(world).getByRole("heading", { name: `Now: ${name}` }));
const film = (world) => turns(world).getByRole("button", { name: FILM });
const tap = (world, name) => world.press(turns(world).getByRole("button", { name, exact: true }));

const votersOf = async ({ server }) => (await server.proposal(FILM)).voters.map(({ name }) => name);

/** Ada and the admin sit here, and the admin starts. */
async function begin(world) {
  await world.enter();
  await world.enterBeside(ADMIN);
  await world.open();
  await world.press(world.button("Vote in turn"));
  await now(world, "admin");
}

scenario("each votes in turn, and sees nothing of another's ballot", TABLET, async (world) => {
  await begin(world);
  assert.equal(await film(world).count(), 0);
  await tap(world, "I’m admin");
  await shows(turns(world).getByRole("heading", { name: /^admin, tap the films/ }));
  await film(world).click();
  await becomes(() => film(world).getAttribute("aria-pressed"), "true");
  assert.equal(await turns(world).locator(".disc, .ticket-count").count(), 0, "names or counts");
  await tap(world, "Done");
  await now(world, "ada");
  await shows(turns(world).getByText("2 of 2"));
  assert.equal(await film(world).count(), 0, "the ballot is gone");
  await tap(world, "I’m ada");
  await shows(turns(world).getByRole("heading", { name: /^ada, tap the films/ }));
  assert.equal(await film(world).getAttribute("aria-pressed"), "false");
  await tap(world, "Done");
  await shows(turns(world).getByText("Everybody has had a turn."));
  await tap(world, "See the votes so far");
  await hides(turns(world));
  await shows(world.button("admin is voting"));
  const names = await votersOf(world);
  assert.deepEqual([names.includes("admin"), names.includes("ada")], [true, false]);
});

scenario(
  "a ballot that nobody touches is hidden, and a round ends by itself",
  TABLET,
  async (world) => {
    const { page } = world;
    await world.holdClock();
    world.guard.expect(/ERR_ABORTED/); // time flies, and nobody waits for an answer so long
    world.guard.expect(/sessions\/current/);
    await begin(world);
    await tap(world, "I’m admin");
    await tap(world, "Done");
    await now(world, "ada");
    await tap(world, "I’m ada");
    await shows(film(world));
    await world.pass(95_000);
    await now(world, "ada");
    assert.equal(await film(world).count(), 0);
    await page.route("**/api/v1/sessions/current", (route) => route.abort());
    await world.pass(297_000);
    await shows(turns(world).locator(".toast").first());
    await now(world, "ada");
    await page.unroute("**/api/v1/sessions/current");
    await world.pass(302_000);
    await hides(turns(world));
    await shows(world.button("admin is voting"));
  },
);

scenario("Escape hides a ballot first, and then ends the round", TABLET, async (world) => {
  const { page } = world;
  await begin(world);
  await tap(world, "I’m admin");
  await shows(film(world));
  await page.keyboard.press("Escape");
  await now(world, "admin");
  await page.keyboard.press("Escape");
  await hides(turns(world));
});

scenario("the next one is not told what was said of a vote", TABLET, async (world) => {
  const { page } = world;
  await begin(world);
  await tap(world, "I’m admin");
  await shows(film(world));
  world.guard.expect(/ERR_FAILED/);
  await page.route("**/api/v1/votes/*", (route) => route.abort());
  await film(world).click();
  const told = turns(world).locator(".toasts").getByText(FILM);
  await becomes(async () => (await told.count()) > 0, true);
  await tap(world, "Done");
  await now(world, "ada");
  assert.equal(await told.count(), 0);
  await page.unroute("**/api/v1/votes/*");
  await becomes(async () => (await votersOf(world)).includes("admin"), true);
  await becomes(() => told.count(), 0);
  await tap(world, "I’m ada");
  await shows(turns(world).getByRole("heading", { name: /^ada, tap the films/ }));
  assert.equal(await told.count(), 0);
});

scenario("whoever has signed out elsewhere is passed over", TABLET, async (world) => {
  const { server } = world;
  world.guard.expect(/401 /);
  await begin(world);
  await tap(world, "I’m admin");
  await shows(film(world));
  await server.change("/members/1", { state: "inactive" });
  await tap(world, "Done");
  await now(world, "ada");
  await tap(world, "I’m ada");
  await shows(turns(world).getByText("Everybody has had a turn."));
  await shows(world.toast("ada isn’t signed in here any more."));
});
