import assert from "node:assert/strict";
import { scenario } from "./support/scenario.mjs";
import { becomes, hides, shows } from "./support/wait.mjs";

/** Pages of a PDF, by what it says itself. */
const pagesOf = (pdf) => pdf.toString("latin1").match(/\/Type\s*\/Page\b/g).length;

scenario("on paper the list and its votes fill one page", { on: ["desktop"] }, async (world) => {
  const { page } = world;
  await world.open();
  await shows(world.card("Charade"));
  await page.mouse.move(9, 9, { steps: 2 });
  await page.emulateMedia({ media: "print" });
  await becomes(() => page.locator(".paper li").count(), 44);
  const rows = await page.locator(".paper li").allInnerTexts();
  const counts = rows.map((row) => parseInt(row, 10));
  assert.deepEqual(
    counts,
    [...counts].sort((a, b) => b - a),
  );
  assert.ok(
    rows.some((row) => /^9\s+Charade\s+1963/.test(row)),
    rows.join(),
  );
  assert.match(
    await page.locator(".paper").innerText(),
    /^Friday Film Club\s+44 films up for a vote/,
  );
  await hides(world.card("Charade"));
  await page.emulateMedia({ media: null });
  await shows(world.card("Charade"));
  for (const options of [{ format: "A4" }, { format: "Letter" }, { format: "A4", landscape: true }])
    assert.equal(pagesOf(await page.pdf(options)), 1);
  assert.equal(await page.locator(".paper").count(), 0);
});
