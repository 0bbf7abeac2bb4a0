// What a member says of a film besides the vote: why this one, and that they have seen it; and Undo.
import assert from "node:assert/strict";
import { scenario } from "./support/scenario.mjs";
import { tokens } from "./support/server.mjs";
import { becomes, hasFocus, hides, shows } from "./support/wait.mjs";

const seenBy = (world, title) => world.card(title).locator(".card-seen").innerText();

async function openFilm(world, title) {
  await world.enter("admin");
  await world.open();
  await world.press(world.link(title));
  const dialog = world.dialog(title);
  await shows(dialog.getByRole("button", { name: "I’ve seen it" }));
  return dialog;
}

scenario("a film is withdrawn, and Undo brings it back with its votes", {}, async (world) => {
  const dialog = await openFilm(world, "Charade");
  await world.press(dialog.getByRole("button", { name: "Withdraw this film" }));
  await world.press(dialog.getByRole("button", { name: "Withdraw it" }));
  await shows(world.toast("Charade has been withdrawn."));
  await hides(world.card("Charade"));
  await world.press(world.button("Undo"));
  await shows(world.toast("Charade is up for a vote again."));
  await becomes(() => world.card("Charade").locator(".ticket-count").innerText(), "9");
});

scenario("Undo waits for whoever comes by keyboard", { on: ["desktop"] }, async (world) => {
  const dialog = await openFilm(world, "Charade");
  await world.press(dialog.getByRole("button", { name: "Withdraw this film" }));
  await world.press(dialog.getByRole("button", { name: "Withdraw it" }));
  const undo = world.button("Undo");
  await shows(undo);
  await undo.focus();
  await hasFocus(undo);
  await world.page.keyboard.press("Enter");
  await shows(world.toast("Charade is up for a vote again."));
});

scenario("who proposes a film says why, changes it, and takes it back", {}, async (world) => {
  const { page } = world;
  await world.enter();
  await world.open("/propose");
  await page.getByLabel("Title, IMDb id or a pasted link").fill("casablanca");
  const sheet = world.dialog("Propose a film");
  await sheet.getByLabel("Why this one?").fill("We will always have Paris.");
  const hit = sheet.getByRole("listitem").filter({ hasText: "Casablanca" });
  await world.press(hit.getByRole("button", { name: /^Propose/ }));
  const dialog = world.dialog("Casablanca");
  await shows(dialog.locator("blockquote", { hasText: "We will always have Paris." }));
  await world.press(dialog.getByText("Change what you said"));
  await dialog.getByLabel("Why this one?").fill("For the song.");
  await world.press(dialog.getByRole("button", { name: "Save" }));
  await shows(dialog.locator("blockquote", { hasText: "For the song." }));
  await hasFocus(dialog.locator(".film-edit summary"));
  await world.press(dialog.getByText("Change what you said"));
  await dialog.getByLabel("Why this one?").fill("");
  await page.keyboard.press("Enter");
  await shows(dialog.getByText("Say why"));
  await hides(dialog.locator("blockquote"));
});

scenario("the leader’s pitch is on the stage, and visitors see none", {}, async (world) => {
  await world.open();
  await shows(world.card("Metropolis"));
  assert.equal(await world.page.getByText("a robot that everybody has copied").count(), 0);
  await world.enter();
  await world.open();
  await shows(world.card("Metropolis").getByText("a robot that everybody has copied"));
});

scenario("an admin removes a pitch", { on: ["phone"] }, async (world) => {
  const dialog = await openFilm(world, "Charade");
  await shows(dialog.getByText("nobody is who they say they are"));
  await world.press(dialog.getByRole("button", { name: "Remove this line" }));
  await world.press(dialog.getByRole("group").getByRole("button", { name: "Remove this line" }));
  await hides(dialog.locator("blockquote"));
});

scenario("a member has seen a film, and stars it by keyboard", {}, async (world) => {
  const { page } = world;
  const dialog = await openFilm(world, "Charade");
  const seen = dialog.getByRole("button", { name: "I’ve seen it" });
  await shows(dialog.getByText("2 of you have seen it."));
  await seen.press("Enter");
  await becomes(() => seen.getAttribute("aria-pressed"), "true");
  await shows(dialog.getByText("3 of you have seen it."));
  await dialog.getByRole("radio", { name: "3 stars", exact: true }).focus();
  await page.keyboard.press("3");
  await page.keyboard.press("ArrowRight");
  await becomes(() => dialog.getByRole("radio", { name: "3 and a half stars" }).isChecked(), true);
  await page.keyboard.press("Escape");
  await becomes(
    () => seenBy(world, "Charade").then((text) => /3 of you have seen it/.test(text)),
    true,
  );
  await world.reload();
  await world.press(world.link("Charade"));
  await becomes(() => dialog.getByRole("radio", { name: "3 and a half stars" }).isChecked(), true);
  await world.press(seen);
  await shows(dialog.getByText("2 of you have seen it."));
});

/** The choice comes with the first touch of the bar; on a phone it stands beside the filter. */
async function choose(world, option) {
  const { page, device } = world;
  if (device === "phone") await world.press(world.button("Open the filter"));
  else await page.locator(".find").hover();
  const choice = page.getByLabel("Which films to show");
  await choice.selectOption(option);
  return choice;
}

scenario(
  "the list is what nobody has seen, then what I have not, then a genre",
  {},
  async (world) => {
    const { page, server } = world;
    await server.call("PUT", "/films/39/seen", { token: tokens.ada });
    await world.enter();
    await world.open();
    await shows(world.card("Charade"));
    const choice = await choose(world, "Nobody has seen it");
    await hides(world.card("Charade"));
    await shows(world.card("Detour"));
    assert.equal(await page.locator(".card", { hasText: "seen it" }).count(), 0);
    await choice.selectOption("I haven’t seen it");
    await shows(world.card("Charade"));
    await hides(world.card("Metropolis"));
    await choice.selectOption("Horror");
    await hides(world.card("Charade"));
    await shows(world.card("Night of the Living Dead"));
    await world.press(world.button("Clear the filter"));
    await shows(world.card("Metropolis"));
    await becomes(() => choice.evaluate((select) => select.value), "");
  },
);

scenario("the longest film comes first", { on: ["desktop"] }, async (world) => {
  await world.open();
  await shows(world.card("Charade"));
  await world.page.getByLabel("Sort the films").selectOption("Longest");
  await becomes(async () => (await world.titles())[0], "Oppenheimer");
});
