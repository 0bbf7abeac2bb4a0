// A year of the club, as a page to look at and to print.
import assert from "node:assert/strict";
import { failing } from "./support/problem.mjs";
import { scenario } from "./support/scenario.mjs";
import { becomes, hides, shows } from "./support/wait.mjs";
import { screen } from "./support/watched.mjs";
import { aYear } from "./support/year.mjs";

const part = (world, name) =>
  world.page.locator(".panel").filter({ has: world.page.getByRole("heading", { name }) });

/** The rows of a table, as they are read aloud. */
const rowsOf = (table) =>
  table
    .locator("tbody tr")
    .evaluateAll((rows) =>
      rows.map((row) => [...row.children].map((cell) => cell.textContent.trim())),
    );

scenario("a year says what was watched, and its charts are tables as well", {}, async (world) => {
  const { page } = world;
  await aYear(world, 2001);
  await world.enter();
  await world.open("/years/2001");
  await shows(page.getByRole("heading", { name: "2001", level: 1 }));
  await becomes(
    () => page.locator(".year-sum").allInnerTexts(),
    ["films\n6", "hours\n0", "rated\n2"],
  );
  const best = part(world, "You liked these best");
  assert.match(
    await best.locator(".year-top-words").first().innerText(),
    /^Holiday film 2\s+4½ stars/,
  );
  const months = await rowsOf(part(world, "Month by month").locator("table"));
  assert.deepEqual(months.slice(0, 3), [
    ["Jan", "2"],
    ["Feb", "1"],
    ["Mar", "0"],
  ]);
  const decades = await rowsOf(part(world, "When they were made").locator("table"));
  assert.deepEqual(decades, [["1950s", "6"]]);
  await world.press(part(world, "Every evening").getByRole("link", { name: "Holiday film 5" }));
  await shows(world.dialog("Holiday film 5"));
});

scenario("one goes from year to year, and from the watched films to theirs", {}, async (world) => {
  const { page } = world;
  await aYear(world, 2001);
  await screen(world, { title: "An old one", date: "1998-03-01" });
  await world.open("/watched");
  await page.getByLabel("Year").selectOption("2001");
  await world.press(world.link("2001 in numbers"));
  await shows(page.getByRole("heading", { name: "2001", level: 1 }));
  await world.press(world.link("1998, the year before"));
  await shows(page.getByText("One film. Charts need at least five."));
  await hides(page.getByRole("heading", { name: "Month by month" }));
  await shows(page.getByRole("link", { name: "An old one" }));
  await hides(page.getByRole("link", { name: /the year before/ }));
  await world.press(world.link("2001, the year after"));
  await shows(page.getByRole("heading", { name: "Month by month" }));
});

scenario("visitors see no names in a year", {}, async (world) => {
  await aYear(world, 2001);
  await world.open("/years/2001");
  await shows(part(world, "Month by month"));
  await hides(world.page.getByRole("heading", { name: "Whose films you watched" }));
});

scenario("on paper a year is the year alone", { on: ["desktop"] }, async (world) => {
  const { page } = world;
  await aYear(world, 2001);
  await world.open("/years/2001");
  await shows(part(world, "Month by month"));
  await page.emulateMedia({ media: "print" });
  await hides(page.locator(".masthead"));
  await hides(world.button("Print or save"));
  await shows(page.locator(".year-club"));
  await shows(part(world, "Every evening"));
  assert.equal(await page.locator("section.paper").count(), 0);
  await page.emulateMedia({ media: null });
  await shows(page.locator(".masthead"));
});

scenario("a year that does not come is asked for again", {}, async (world) => {
  const { page } = world;
  world.guard.expect(/500 .*\/years/);
  const tryAgain = await failing(world, "**/api/v1/years/*");
  await world.open("/years/1999");
  await shows(page.getByText("The server made a mistake."));
  await tryAgain();
  await shows(page.getByText("You haven’t watched anything in 1999, or nobody noted when."));
  await becomes(() => page.title(), "A year of films · Friday Film Club");
});
