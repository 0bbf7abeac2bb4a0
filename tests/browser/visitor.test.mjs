import assert from "node:assert/strict";
import { scenario } from "./support/scenario.mjs";
import { becomes, shows, ticketSays } from "./support/wait.mjs";

scenario("a visitor sees the films and their counts, and no names", {}, async (world) => {
  const { page, guard } = world;
  await world.open();
  await shows(world.card("Metropolis"));

  assert.equal(await page.locator("li.card").count(), 44);
  assert.equal(await page.locator("h1").innerText(), "44 films up for a vote");
  assert.deepEqual((await world.titles()).slice(0, 3), [
    "Metropolis",
    "Charade",
    "Night of the Living Dead",
  ]);
  await ticketSays(world.ticket("Metropolis"), false, 10);
  assert.equal(await page.locator(".disc:visible").count(), 0);
  const text = await page.locator("body").innerText();
  for (const name of ["grace", "margaret", "edsger", "dorothy"])
    assert.ok(!text.includes(name), `${name} is named`);
  assert.ok(guard.answers >= 2, "the guard has seen the answers");
});

scenario("the posters in sight are loaded, in the size they are shown", {}, async (world) => {
  const { page } = world;
  await world.open();
  const seen = page.locator(".card .poster img");
  await becomes(
    () =>
      seen.evaluateAll((images) => {
        const inSight = images.filter((image) => image.getBoundingClientRect().top < innerHeight);
        return inSight.length >= 3 && inSight.every((image) => image.naturalWidth >= 300);
      }),
    true,
  );
});

scenario("a visitor opens a film and reads that names are for members", {}, async (world) => {
  await world.open();
  await world.press(world.link("Charade"));
  const dialog = world.dialog("Charade");
  await shows(dialog);
  await shows(dialog.getByText("Sign in to see who voted."));
  await shows(dialog.getByText("Directed by Stanley Donen"));
  assert.ok(!(await dialog.innerText()).includes("radia"));
});
