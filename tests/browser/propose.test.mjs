import assert from "node:assert/strict";
import { problem } from "./support/problem.mjs";
import { scenario } from "./support/scenario.mjs";
import { tokens } from "./support/server.mjs";
import { becomes, eventually, hasFocus, hides, shows } from "./support/wait.mjs";

const path = (world) => world.path();
const sentence = (world) => world.page.locator("h1").innerText();

/** Opens the sheet from the vote page and types into its one field. */
async function seek(world, text) {
  await world.enter();
  await world.open();
  await world.press(world.link("Propose"));
  await world.page.getByLabel("Title, IMDb id or a pasted link").fill(text);
  return world.dialog("Propose a film");
}

const found = {
  title: ["casablanca", "Casablanca"],
  "IMDb id": ["tt0034583", "Casablanca"],
  "pasted link": ["https://m.imdb.com/title/tt0034583/?ref_=nv_sr_1", "Casablanca"],
};

for (const [kind, [text, title]] of Object.entries(found))
  scenario(
    `a film is proposed by its ${kind}`,
    kind === "title" ? {} : { on: ["phone"] },
    async (world) => {
      const dialog = await seek(world, text);
      const hit = dialog.getByRole("listitem").filter({ hasText: title });
      await becomes(
        () => hit.locator(".hit-facts").textContent(),
        "1942 · Michael Curtiz · 1\u00a0h\u00a042\u00a0m",
      );
      await shows(hit.locator(".poster"));
      await world.press(hit.getByRole("button", { name: /^Propose/ }));

      await shows(world.dialog(title));
      await shows(world.toast(`${title} is up for a vote.`));
      assert.equal(path(world), "/proposals/58");
      await world.page.keyboard.press("Escape");
      await becomes(() => sentence(world), "45 films up for a vote · You’ve proposed 4 of 10");
      await shows(world.card(title));
    },
  );

scenario(
  "a film is proposed by hand, and gets a drawn poster",
  { on: ["desktop"] },
  async (world) => {
    const { page } = world;
    const dialog = await seek(world, "Grandfather's holidays");
    await shows(dialog.getByText("No film found for “Grandfather's holidays”."));
    assert.equal(
      await dialog.getByLabel("Title", { exact: true }).inputValue(),
      "Grandfather's holidays",
    );
    await dialog.getByLabel("Year (if you know it)").fill("1974");
    await world.press(dialog.getByRole("button", { name: "Propose it" }));
    await shows(world.dialog("Grandfather's holidays"));
    await page.keyboard.press("Escape");
    const card = world.card("Grandfather's holidays");
    await shows(card.locator(".drawn"));
    await becomes(() => card.locator(".card-facts").textContent(), "1974");
  },
);

scenario("a year that cannot be is refused beside its field", { on: ["phone"] }, async (world) => {
  world.guard.expect(/400 .*\/proposals/);
  const dialog = await seek(world, "No such film");
  await shows(dialog.getByText(/^No film found/));
  const year = dialog.getByLabel("Year (if you know it)");
  const send = dialog.getByRole("button", { name: "Propose it" });
  await year.fill("74");
  await world.press(send);
  await shows(dialog.getByText("The year needs four digits."));
  await year.fill("1066");
  await world.press(send);
  await becomes(() => year.getAttribute("aria-invalid"), "true");
  await hasFocus(year);
});

scenario("an undo takes the proposal back at once", { on: ["phone"] }, async (world) => {
  const dialog = await seek(world, "tt0034583");
  await world.press(dialog.getByRole("listitem").getByRole("button", { name: /^Propose/ }));
  const toast = world.toast("Casablanca is up for a vote.");
  await world.press(toast.getByRole("button", { name: "Undo" }));
  await hides(world.dialog("Casablanca"));
  await becomes(() => sentence(world), "44 films up for a vote · You’ve proposed 3 of 10");
  assert.equal(await world.server.proposal("Casablanca"), undefined);
});

scenario("what is said follows into a sheet that comes later", { on: ["phone"] }, async (world) => {
  const dialog = await seek(world, "tt0034583");
  let come;
  const isWanted = new Promise((resolve) => (come = resolve));
  await world.page.route("**/views/film/view.js", async (route) => {
    await isWanted;
    await route.continue();
  });
  await world.press(dialog.getByRole("listitem").getByRole("button", { name: /^Propose/ }));
  const undo = world.toast("Casablanca is up for a vote.").getByRole("button", { name: "Undo" });
  await shows(undo);
  await becomes(() => sentence(world), "45 films up for a vote · You’ve proposed 4 of 10");
  await world.guard.rest();
  come();
  await shows(world.dialog("Casablanca"));
  await world.press(undo);
  await hides(world.dialog("Casablanca"));
});

scenario(
  "a hit that is up for a vote leads there, and back to what was found",
  {},
  async (world) => {
    const dialog = await seek(world, "charade");
    const hit = dialog.getByRole("listitem").filter({ hasText: "Charade" });
    await shows(hit.getByText("Already up for a vote"));
    await world.press(hit.getByRole("link", { name: "Charade" }));
    await hides(dialog);
    await shows(world.dialog("Charade"));
    assert.equal(path(world), "/proposals/37");
    await world.page.goBack();
    await shows(hit);
    await becomes(() => world.page.getByRole("searchbox").last().inputValue(), "charade");
    await world.page.goBack();
    await hides(dialog);
    await world.press(world.link("Propose"));
    await becomes(() => world.page.getByRole("searchbox").last().inputValue(), "");
  },
);

scenario("a hit that is up is voted for where it was found", {}, async (world) => {
  const dialog = await seek(world, "charade");
  const hit = dialog.getByRole("listitem").filter({ hasText: "Charade" });
  await world.press(hit.getByRole("button", { name: "Vote for it: Charade" }));
  const done = hit.getByRole("link", { name: "You voted for it: Charade" });
  await hasFocus(done);
  await eventually(async () =>
    assert.equal((await world.server.proposal("Charade")).vote_count, 10),
  );
  assert.equal(path(world), "/propose");
  await world.press(done);
  await shows(world.dialog("Charade"));
});

scenario("a vote in a hit that is refused is offered again", { on: ["phone"] }, async (world) => {
  world.guard.expect(/500 .*\/votes/);
  await world.page.route("**/api/v1/votes/*", (route) => route.fulfill(problem(500, "internal")));
  const dialog = await seek(world, "charade");
  const vote = dialog.getByRole("button", { name: "Vote for it: Charade" });
  await world.press(vote);
  await shows(world.toast("The server made a mistake, so your vote for Charade wasn’t saved."));
  await shows(vote);
});

scenario("a film by hand follows the search until it is touched", {}, async (world) => {
  const dialog = await seek(world, "No su");
  const field = world.page.getByLabel("Title, IMDb id or a pasted link");
  const title = dialog.getByLabel("Title", { exact: true });
  const year = dialog.getByLabel("Year (if you know it)");
  await shows(title);
  await field.fill("No such film");
  await becomes(() => title.inputValue(), "No such film");
  await shows(dialog.getByText("No film found for “No such film”."));
  await field.fill("casablanca");
  await shows(dialog.getByRole("listitem").filter({ hasText: "Casablanca" }));
  await hides(title);
  await field.fill("No such thing");
  await shows(title);
  await title.fill("My own title");
  await field.fill("casablanca");
  await shows(dialog.getByRole("listitem").filter({ hasText: "Casablanca" }));
  await shows(year);
  assert.equal(await title.inputValue(), "My own title");
});

scenario("a film by hand that was opened stays open", { on: ["desktop"] }, async (world) => {
  const dialog = await seek(world, "casa");
  await shows(dialog.getByRole("listitem").filter({ hasText: "Casablanca" }));
  await world.press(dialog.getByText("Not found? Add it by hand"));
  const title = dialog.getByLabel("Title", { exact: true });
  await becomes(() => title.inputValue(), "casa");
  await world.page.getByLabel("Title, IMDb id or a pasted link").fill("casablanca");
  await becomes(() => title.inputValue(), "casablanca");
  await shows(title);
});

scenario(
  "a film that somebody else has just proposed is shown instead",
  { on: ["phone"] },
  async (world) => {
    world.guard.expect(/409 .*\/proposals/);
    const dialog = await seek(world, "tt0034583");
    const hit = dialog.getByRole("listitem").getByRole("button", { name: /^Propose/ });
    await shows(hit);
    await world.server.call("POST", "/proposals", {
      token: tokens.admin,
      body: { imdb_id: "tt0034583" },
    });
    await world.press(hit);
    await shows(world.dialog("Casablanca"));
    await shows(world.toast("This film is already up for a vote. Give it yours."));
    assert.equal(path(world), "/proposals/58");
  },
);

/** Ada has all but one of her ten proposals in. */
async function fill(world) {
  for (let film = 4; film <= 9; film += 1)
    await world.server.call("POST", "/proposals", {
      token: tokens.ada,
      body: { title: `Holiday film ${film}` },
    });
}

scenario("the limit is told before and after trying", { on: ["desktop"] }, async (world) => {
  world.guard.expect(/409 .*\/proposals/);
  await fill(world);
  const dialog = await seek(world, "tt0034583");
  await shows(dialog.getByText("You’ve proposed 9 of 10."));
  /* Elsewhere, in the moment of the press: the page would soon hear of it by itself. */
  await world.page.route("**/api/v1/proposals", async (route) => {
    if (route.request().method() !== "POST") return route.continue();
    await world.server.call("POST", "/proposals", {
      token: tokens.ada,
      body: { title: "The last" },
    });
    return route.continue();
  });
  await world.press(dialog.getByRole("button", { name: "Propose: Casablanca" }));
  await shows(dialog.locator(".notice"));
  await shows(dialog.getByText(/^You’ve proposed 10 of 10\. To propose another, withdraw one/));
  await hides(dialog.getByRole("button", { name: "Propose: Casablanca" }));
  await world.page.keyboard.press("Escape");
  await eventually(async () => assert.match(await sentence(world), /You’ve proposed 10 of 10$/));
});

scenario("at the limit one's own films are there to be withdrawn", {}, async (world) => {
  await fill(world);
  await world.server.call("POST", "/proposals", { token: tokens.ada, body: { title: "The last" } });
  const dialog = await seek(world, "casablanca");
  const hit = dialog.getByRole("listitem").filter({ hasText: "Casablanca" });
  await shows(hit);
  const propose = hit.getByRole("button", { name: /^Propose/ });
  await hides(propose);
  await hides(dialog.getByText("Not found? Add it by hand"));
  assert.equal(await dialog.locator(".own-film").count(), 10);

  await world.press(dialog.getByRole("button", { name: "Withdraw: His Girl Friday" }));
  await shows(dialog.getByText("Take it off the list? Its votes go with it."));
  const ask = dialog.getByRole("button", { name: "Withdraw: The last" });
  await world.press(ask);
  const question = dialog.getByRole("group", { name: "Take it off the list?", exact: true });
  await world.press(question.getByRole("button", { name: "Never mind" }));
  await hasFocus(ask);
  await world.press(ask);
  await world.press(question.getByRole("button", { name: "Withdraw it" }));
  await shows(dialog.getByText("You’ve proposed 9 of 10."));
  await hasFocus(world.page.getByLabel("Title, IMDb id or a pasted link"));
  await shows(propose);
  await hides(dialog.locator(".limit"));
  assert.equal(await world.server.proposal("The last"), undefined);
});

scenario("at the limit no keyboard covers one's own films", { on: ["phone"] }, async (world) => {
  await fill(world);
  await world.server.call("POST", "/proposals", { token: tokens.ada, body: { title: "The last" } });
  await world.enter("ada");
  await world.open();
  await shows(world.page.getByText(/You’ve proposed 10 of 10/).first());
  await world.press(world.link("Propose"));
  const dialog = world.dialog("Propose a film");
  const title = dialog.getByRole("heading", { name: "Propose a film" });
  await shows(dialog.locator(".limit"));
  await hasFocus(title);

  await world.open("/propose");
  await shows(dialog.locator(".limit"));
  await hasFocus(title);
  await world.server.call("DELETE", `/proposals/${(await world.server.proposal("The last")).id}`, {
    token: tokens.ada,
  });
  await world.open("/propose");
  await hasFocus(dialog.getByLabel("Title, IMDb id or a pasted link"));
});

scenario("at the limit one still votes for what is found", { on: ["phone"] }, async (world) => {
  await fill(world);
  await world.server.call("POST", "/proposals", { token: tokens.ada, body: { title: "The last" } });
  const dialog = await seek(world, "charade");
  await world.press(dialog.getByRole("button", { name: "Vote for it: Charade" }));
  await shows(dialog.getByRole("link", { name: "You voted for it: Charade" }));
});

scenario(
  "an id that nobody knows can be proposed all the same",
  { on: ["desktop"] },
  async (world) => {
    const dialog = await seek(world, "tt9999999");
    const hit = dialog.getByRole("listitem").filter({ hasText: "tt9999999" });
    await shows(hit.getByText("No details found yet. Propose it anyway?"));
    await world.press(hit.getByRole("button", { name: /^Propose/ }));
    await shows(world.dialog("tt9999999"));
  },
);

scenario("a film that is up by hand is found, and voted for", {}, async (world) => {
  const title = "Casablanca, the home movie";
  await world.server.call("POST", "/proposals", { token: tokens.admin, body: { title } });
  const dialog = await seek(world, "casabl");
  const hits = dialog.locator(".hit");
  await becomes(() => hits.count(), 2);
  assert.match(await hits.nth(1).innerText(), /1942/);
  const vote = hits.first().getByRole("button", { name: `Vote for it: ${title}` });
  await world.press(vote);
  await shows(dialog.getByRole("link", { name: `You voted for it: ${title}` }));
  await becomes(async () => (await world.server.proposal(title)).vote_count, 1);
  await dialog.getByLabel("Title, IMDb id or a pasted link").fill("home movie");
  await becomes(() => hits.count(), 1);
  await hides(dialog.getByLabel("Year (if you know it)"));
});

scenario("a search that fails offers to add the film by hand", { on: ["phone"] }, async (world) => {
  world.guard.expect(/ERR_FAILED/);
  await world.page.route("**/films/search*", (route) => route.abort("failed"));
  const dialog = await seek(world, "casablanca");
  await shows(dialog.getByText("The club’s server isn’t answering."));
  await shows(dialog.getByText(/add the film by hand below/));
  await shows(dialog.getByText("Not found? Add it by hand"));
});

scenario("offline, what is proposed is not promised to come about", {}, async (world) => {
  world.guard.expect(/ERR_INTERNET_DISCONNECTED/);
  await world.enter();
  await world.open("/propose");
  const dialog = world.dialog("Propose a film");
  await shows(dialog.getByText("Not found? Add it by hand"));
  await world.context.setOffline(true);
  await dialog.getByLabel("Title, IMDb id or a pasted link").fill("casablanca");
  await shows(dialog.getByText("Try again once you’re back online."));
  await hides(dialog.getByRole("button", { name: "Propose it" }));
  await world.press(dialog.getByText("Not found? Add it by hand"));
  await world.press(dialog.getByRole("button", { name: "Propose it" }));
  await shows(dialog.getByText("You’re offline. Try again once you’re back online."));
  await world.context.setOffline(false);
});

scenario(
  "a catalogue that does not answer leaves the club's own films, and the way by hand",
  { on: ["phone"] },
  async (world) => {
    const answer = (keep) => async (route) => {
      const response = await route.fetch();
      const { items } = await response.json();
      const json = { items: items.slice(0, keep), next: null, complete: false };
      await route.fulfill({ response, json });
    };
    await world.page.route("**/films/search?q=charade", answer(1));
    await world.page.route("**/films/search?q=matrix", answer(0));
    const dialog = await seek(world, "charade");
    await shows(dialog.getByText("The film catalogue isn’t answering right now."));
    await shows(dialog.getByText(/^These are films your club already has\. An IMDb id or link/));
    await shows(dialog.getByRole("link", { name: "Charade" }));
    const field = world.page.getByLabel("Title, IMDb id or a pasted link");
    await field.fill("matrix");
    await shows(dialog.getByText(/^An IMDb id or link always works, or add the film by hand/));
    await hides(dialog.getByText(/^No film found/));
    await shows(dialog.getByText("Not found? Add it by hand"));
    await field.fill("tt0034583");
    await shows(dialog.getByRole("listitem").filter({ hasText: "Casablanca" }));
    await hides(dialog.getByText("The film catalogue isn’t answering right now."));
  },
);

scenario("only the answer to what was typed last is shown", { on: ["desktop"] }, async (world) => {
  world.guard.expect(/ERR_ABORTED/);
  const { page } = world;
  let go;
  const held = new Promise((resolve) => (go = resolve));
  await page.route("**/films/search?q=matrix", async (route) => {
    await held;
    await route.continue().catch(() => {});
  });
  const asked = page.waitForRequest("**/films/search?q=matrix");
  const dialog = await seek(world, "matrix");
  await asked;
  await page.getByLabel("Title, IMDb id or a pasted link").fill("casablanca");
  await shows(dialog.getByRole("listitem").filter({ hasText: "Casablanca" }));
  go();
  await page.unrouteAll({ behavior: "wait" });
  assert.equal(await dialog.getByRole("listitem").count(), 1);
  await shows(dialog.getByRole("listitem").filter({ hasText: "Casablanca" }));
});
