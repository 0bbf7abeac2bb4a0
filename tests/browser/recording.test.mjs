// What an admin records of what the club has watched, corrects and undoes.
import assert from "node:assert/strict";
import { scenario } from "./support/scenario.mjs";
import { tokens } from "./support/server.mjs";
import { becomes, hasFocus, hides, shows } from "./support/wait.mjs";
import { AMELIE, STRANGER } from "./support/watched.mjs";

const sheet = (world) => world.dialog("Add a film you’ve watched");
const screening = async ({ server }, id) =>
  (await server.call("GET", `/screenings/${id}`, { token: tokens.admin })).body;
const proposal = async ({ server }, id) =>
  (await server.call("GET", `/proposals/${id}`, { token: tokens.admin })).body;
const newest = async ({ server }) => {
  const { body } = await server.call("GET", "/screenings?limit=1", { token: tokens.admin });
  return body.items[0];
};

async function openSheet(world) {
  await world.enter("admin");
  await world.open("/watched");
  await world.press(world.link("Add a film"));
  await shows(sheet(world));
}

const seek = (world, text) => sheet(world).getByLabel("Title, IMDb id or a pasted link").fill(text);

scenario("an admin adds a film by hand, and takes that back", {}, async (world) => {
  const { page } = world;
  await openSheet(world);
  const place = sheet(world);
  await hasFocus(place.getByLabel("Title, IMDb id or a pasted link"));
  await world.press(place.getByText("Not found? Add it by hand"));
  await place.getByLabel("Title", { exact: true }).fill("Grandfather's holidays");
  await world.press(place.getByRole("button", { name: "This one" }));
  await hasFocus(place.getByLabel("When was it?"));
  await place.getByLabel("When was it?").fill("2026-06-20");
  await place.getByLabel(/^Who proposed it/).fill("grace");
  await place.getByLabel("A note about the evening").fill("In the garden.");
  await world.press(place.getByRole("button", { name: "Add it" }));
  const told = world.dialog("Grandfather's holidays");
  await shows(told.getByText("Watched on Saturday 20 June 2026"));
  await shows(told.getByText("Proposed by grace"));
  await shows(told.getByText("In the garden."));
  await world.press(world.toast("is on the watched list").getByRole("button", { name: "Undo" }));
  await hides(told);
  await shows(world.toast("Grandfather's holidays is no longer on the watched list."));
  const titles = page.locator(".showing-link");
  await hides(titles.filter({ hasText: "Grandfather's holidays" }));
  assert.deepEqual((await titles.allTextContents()).slice(0, 2), [STRANGER.title, AMELIE.title]);
});

scenario(
  "a film that is up for a vote leaves that list, and that is said first",
  {},
  async (world) => {
    await openSheet(world);
    const place = sheet(world);
    await seek(world, "charade");
    await world.press(place.getByRole("button", { name: "This one: Charade" }));
    await shows(
      place.getByText("It’s up for a vote right now. Adding it here takes it off that list."),
    );
    await hides(place.getByLabel(/^Who proposed it/));
    await world.press(place.getByRole("button", { name: "Add it" }));
    await shows(world.dialog("Charade"));
    const { film, proposal_id: proposal, date } = await newest(world);
    assert.equal(film.title, "Charade");
    assert.ok(proposal && date);
    await world.open();
    await shows(world.card("Metropolis"));
    await hides(world.card("Charade"));
  },
);

scenario("a film by hand that turns out to be up is offered as that", {}, async (world) => {
  world.guard.expect(/409 .*\/screenings/);
  await world.server.call("POST", "/proposals", {
    token: tokens.ada,
    body: { title: "Holiday film" },
  });
  await openSheet(world);
  const place = sheet(world);
  await world.press(place.getByText("Not found? Add it by hand"));
  await place.getByLabel("Title", { exact: true }).fill("Holiday film");
  await world.press(place.getByRole("button", { name: "This one" }));
  await world.press(place.getByRole("button", { name: "Add it" }));
  await shows(place.getByText(/^It’s up for a vote/));
  await world.press(place.getByRole("button", { name: "Add it" }));
  await shows(world.dialog("Holiday film"));
});

scenario("a name that nobody has, and a day that is not yet, are not taken", {}, async (world) => {
  await openSheet(world);
  const place = sheet(world);
  await world.press(place.getByText("Not found? Add it by hand"));
  await world.press(place.getByRole("button", { name: "This one" }));
  await shows(place.getByText("Enter the film’s title."));
  await place.getByLabel("Title", { exact: true }).fill("Holiday film");
  await world.press(place.getByRole("button", { name: "This one" }));
  await place.getByLabel(/^Who proposed it/).fill("nobody at all");
  await world.press(place.getByRole("button", { name: "Add it" }));
  await shows(place.getByText("Nobody here is called “nobody at all”."));
  await place.getByLabel(/^Who proposed it/).fill("");
  await place.getByLabel("When was it?").fill("2099-01-01");
  world.guard.expect(/400 .*\/screenings/);
  await world.press(place.getByRole("button", { name: "Add it" }));
  await becomes(() => place.getByLabel("When was it?").getAttribute("aria-invalid"), "true");
  await hasFocus(place.getByLabel("When was it?"));
});

scenario("an admin corrects what is noted, and members see it", {}, async (world) => {
  await world.enter("admin");
  await world.open(`/screenings/${AMELIE.id}`);
  const place = world.dialog(AMELIE.title);
  await world.press(place.getByText("Correct the details"));
  assert.equal(await place.getByLabel(/^Who proposed it/).inputValue(), "grace");
  await place.getByLabel("When was it?").fill("");
  await place.getByLabel(/^Who proposed it/).fill("ada");
  await place.getByLabel("A note about the evening").fill("We laughed.");
  await world.press(place.getByRole("button", { name: "Save" }));
  await shows(place.getByText("Date not known"));
  await shows(place.getByText("We laughed."));
  await shows(place.getByText("Proposed by ada"));
  const { date, proposer, note } = await screening(world, AMELIE.id);
  assert.deepEqual([date, proposer.name, note], [null, "ada", "We laughed."]);
});

scenario("a film that is taken off comes back with its stars", {}, async (world) => {
  const { page } = world;
  const listed = page.locator(".showing").filter({ hasText: AMELIE.title });
  const before = await screening(world, AMELIE.id);
  await world.enter("admin");
  await world.open("/watched");
  await world.press(listed.getByRole("link"));
  const place = world.dialog(AMELIE.title);
  await world.press(place.getByText("Correct the details"));
  await world.press(place.getByRole("button", { name: "Take it off the watched list" }));
  await world.press(place.getByRole("button", { name: "Take it off", exact: true }));
  const gone = world.toast(`${AMELIE.title} is no longer on the watched list.`);
  await shows(gone);
  await hides(place);
  await hides(listed);
  assert.equal((await proposal(world, before.proposal_id)).status, "open");
  await world.press(gone.getByRole("button", { name: "Undo" }));
  await shows(world.toast(`${AMELIE.title} is back on the watched list.`));
  await shows(listed.getByText(`${before.rating_count} ratings`));
  assert.deepEqual(await screening(world, AMELIE.id), before);
  assert.equal((await proposal(world, before.proposal_id)).status, "watched");
});

scenario("members are shown no way to record, and find none", {}, async (world) => {
  await world.enter();
  await world.open("/watched/add");
  await shows(world.page.getByText("Only admins can open this page."));
  await hides(sheet(world));
  await world.open(`/screenings/${AMELIE.id}`);
  await shows(world.dialog(AMELIE.title));
  await hides(world.page.getByText("Correct the details"));
});
