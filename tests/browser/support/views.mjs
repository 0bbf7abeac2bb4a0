// Every view and sheet of the page, and how a reader gets there.
import { activity } from "./activity_views.mjs";
import { troubled } from "./cache.mjs";
import { club } from "./club_views.mjs";
import { told, untold } from "./films.mjs";
import { next } from "./next_views.mjs";
import { night } from "./night_views.mjs";
import { problem } from "./problem.mjs";
import { screen } from "./screen_views.mjs";
import { seats } from "./seat_views.mjs";
import { seen } from "./seen_views.mjs";
import { tokens } from "./server.mjs";
import { shows } from "./wait.mjs";
import { watched } from "./watched_views.mjs";

const seek = (world, text) => world.page.getByLabel("Title, IMDb id or a pasted link").fill(text);

const propose = (world, body) =>
  world.server.call("POST", "/proposals", { token: tokens.ada, body });

/** @type {Record<string, {server?: object, picture?: boolean, visit: (world: any) => Promise<void>}>} */
export const views = {
  "the vote page of a visitor": {
    async visit(world) {
      await world.open();
      await shows(world.card("Charade"));
    },
  },
  "the vote page": {
    picture: true,
    async visit(world) {
      await world.enter();
      await world.open();
      await shows(world.card("Charade").locator(".disc").first());
    },
  },
  "a film": {
    picture: true,
    async visit(world) {
      await world.enter();
      await world.open("/proposals/39");
      await shows(world.dialog("Metropolis"));
    },
  },
  ...screen,
  ...seats,
  ...seen,
  "a film of which everything is known": {
    picture: true,
    async visit(world) {
      await world.tell({ Charade: told });
      await world.enter();
      await world.open();
      await world.press(world.link("The Twilight Zone"));
      await shows(world.dialog("The Twilight Zone"));
    },
  },
  "a film of one's own": {
    async visit(world) {
      await propose(world, { title: "Grandfather's holidays" });
      await world.enter();
      await world.open("/proposals/58");
      const dialog = world.dialog("Grandfather's holidays");
      await dialog.getByText("Link to an IMDb id").click();
      await dialog.getByRole("button", { name: "Withdraw this film" }).click();
      await shows(dialog.getByText(/^Take this film off the list/));
    },
  },
  "a film that is gone": {
    async visit(world) {
      world.guard.expect(/404 .*\/proposals\/9999/);
      await world.open("/proposals/9999");
      await shows(world.page.getByText("This isn’t here any more."));
    },
  },
  "the proposing sheet with hits": {
    picture: true,
    async visit(world) {
      await world.enter();
      await world.open("/propose");
      await seek(world, "the");
      await shows(world.dialog("Propose a film").getByRole("listitem").first());
    },
  },
  "the proposing sheet without a hit": {
    async visit(world) {
      await world.enter();
      await world.open("/propose");
      await seek(world, "no such film");
      await shows(world.page.getByText(/^No film found/));
    },
  },
  "the proposing sheet at the limit": {
    picture: true,
    async visit(world) {
      for (let film = 4; film <= 10; film += 1)
        await propose(world, { title: `Holiday film ${film}` });
      await world.enter();
      await world.open("/propose");
      await seek(world, "the");
      const sheet = world.dialog("Propose a film");
      await shows(sheet.getByRole("button", { name: /^Vote for it/ }).first());
      await sheet
        .getByRole("button", { name: /^Withdraw/ })
        .last()
        .click();
      await shows(sheet.getByRole("button", { name: "Never mind" }));
    },
  },
  "the sign-in sheet": {
    picture: true,
    async visit(world) {
      await world.open("/sign-in");
      await shows(world.dialog("Sign in"));
    },
  },
  "the sign-in sheet after a wrong password": {
    async visit(world) {
      world.guard.expect(/401 .*\/sessions/);
      await world.open("/sign-in");
      await world.page.getByLabel("Your name in the club").fill("ada");
      await world.page.getByLabel("Password", { exact: true }).fill("not the password");
      await world.page.keyboard.press("Enter");
      await shows(world.page.locator("dialog").getByRole("alert"));
    },
  },
  "an invitation": {
    picture: true,
    async visit(world) {
      await world.open("/join#mq_demo_invitation");
      await shows(world.page.getByRole("heading", { name: "You’re invited" }));
    },
  },
  "an invitation after a name that is taken": {
    async visit(world) {
      world.guard.expect(/409 .*\/members/);
      await world.open("/join#mq_demo_invitation");
      await world.page.getByLabel("Your name", { exact: true }).fill("ada");
      await world.page.keyboard.press("Enter");
      await shows(world.page.getByText(/^Someone here already has that name/));
    },
  },
  "a link that opens nothing": {
    async visit(world) {
      world.guard.expect(/404 .*\/lookup/);
      await world.open("/join#no-such-link");
      await shows(world.page.getByText("This link doesn’t work."));
    },
  },
  "an invitation where somebody is in already": {
    async visit(world) {
      await world.enter();
      await world.open("/join#mq_demo_invitation");
      await shows(world.button("Someone else is joining here"));
    },
  },
  "one's own link right after joining": {
    picture: true,
    async visit(world) {
      await world.open("/join#mq_demo_invitation");
      await world.page.getByLabel("Your name", { exact: true }).fill("Agnes");
      await world.page.keyboard.press("Enter");
      await world.page.getByText("Show the link and its QR code").click();
      await shows(world.page.getByRole("img", { name: "QR code of your own link" }));
      await shows(world.card("Charade").locator(".disc").first());
    },
  },
  "an admin's own link": {
    async visit(world) {
      world.guard.expect(/403 .*\/sessions/);
      const token = tokens.admin;
      const { body } = await world.server.call("POST", "/members/me/entry", { token });
      await world.open(`/enter#${body.secret}`);
      await shows(world.page.getByRole("heading", { name: "Welcome back" }));
    },
  },
  "signing up where that is open": {
    server: { demo: false, env: { MARQUEE_SIGNUP: "open", MARQUEE_READ_ACCESS: "members" } },
    async visit(world) {
      world.guard.expect(/401 .*\/proposals/, /403 .*\/proposals/);
      await world.open("/join");
      await shows(world.page.getByRole("heading", { name: "Come on in" }));
    },
  },
  "waiting to be let in": {
    server: { demo: false, env: { MARQUEE_SIGNUP: "open", MARQUEE_READ_ACCESS: "members" } },
    async visit(world) {
      world.guard.expect(/401 .*\/proposals/, /403 .*\/proposals/);
      await world.open("/join");
      await world.page.getByLabel("Your name", { exact: true }).fill("Agnes");
      await world.page.keyboard.press("Enter");
      await shows(world.page.getByRole("heading", { name: "Almost there, Agnes" }));
    },
  },
  "a club that is not set up": {
    server: { demo: false, isNew: true },
    async visit(world) {
      world.guard.expect(/401 .*\/proposals/);
      await world.open();
      await shows(world.page.getByRole("heading", { name: "Almost ready" }));
    },
  },
  "setting up a club": {
    picture: true,
    server: { demo: false, isNew: true },
    async visit(world) {
      world.guard.expect(/401 .*\/proposals/);
      await world.open(world.server.setUpLink());
      await shows(world.page.getByRole("heading", { name: "Open your film club" }));
    },
  },
  "a new club's first invitation": {
    picture: true,
    server: { demo: false, isNew: true },
    async visit(world) {
      const { page } = world;
      world.guard.expect(/401 .*\/proposals/);
      await world.open(world.server.setUpLink());
      await page.getByLabel("The club’s name").fill("Saturday Film Club");
      await page.getByLabel("Your name", { exact: true }).fill("Agnes");
      await page.getByLabel("Password", { exact: true }).fill("a frequency that hops about");
      await page.keyboard.press("Enter");
      await shows(page.getByRole("img", { name: "QR code of the invitation link" }));
    },
  },
  "one's own page": {
    picture: true,
    async visit(world) {
      await world.server.signIn("ada");
      await world.enter();
      await world.open("/me");
      await shows(world.page.getByRole("button", { name: "Sign out everywhere else" }));
    },
  },
  "one's own page with a new link and a new token": {
    picture: true,
    async visit(world) {
      const { page } = world;
      await world.enter();
      await world.enterBeside({ entry: "mq_demo_entry" });
      await world.open("/me");
      await world.button("Make a new one").click();
      await page
        .getByRole("group", { name: /^Make a new link/ })
        .getByRole("button", { name: "Make a new one" })
        .click();
      await page.getByText("Show the link and its QR code").click();
      await shows(page.getByRole("img", { name: "QR code of your own link" }));
      await page.getByRole("heading", { name: "For programs" }).click();
      await page.getByText("Make a token", { exact: true }).click();
      await page.getByLabel("What it’s for").fill("Screen in the hall");
      await world.button("Make it").click();
      await page.getByText("Make a token", { exact: true }).click();
      await world.button("Revoke: Screen in the hall").click();
      await shows(page.getByText(/^Revoke Screen in the hall/));
    },
  },
  "one's own page before leaving": {
    async visit(world) {
      await world.enter();
      await world.open("/me");
      await world.page.getByRole("heading", { name: "Leave the club" }).click();
      await world.button("Leave the club").click();
      await shows(world.page.getByRole("group", { name: /^Leave the club\?/ }));
    },
  },
  "an admin's own page": {
    picture: true,
    async visit(world) {
      await world.enter("admin");
      await world.open("/me");
      await shows(world.link("Film data"));
    },
  },
  ...club,
  ...activity,
  ...watched,
  ...next,
  ...night,
  "the cache": {
    picture: true,
    async visit(world) {
      await world.enter("admin");
      await world.open("/cache");
      await shows(world.button("Refresh all stale films"));
    },
  },
  "the cache in trouble": {
    picture: true,
    async visit(world) {
      await world.tellCache(troubled);
      await world.enter("admin");
      await world.open("/cache");
      await shows(world.button("Refresh Metropolis"));
    },
  },
  "a club without a film": {
    server: { demo: false },
    async visit(world) {
      await world.enter();
      await world.open();
      await shows(world.page.getByText("No film is up for a vote yet."));
    },
  },
  "films that nobody knows yet": {
    picture: true,
    async visit(world) {
      await world.tell({ "His Girl Friday": untold("unknown"), Charade: untold("pending") });
      await world.enter();
      await world.open();
      await shows(world.card("tt0056923").getByText("Looking it up…"));
      await world.press(world.link("tt0032599"));
      await shows(world.dialog("tt0032599").getByText("No details found for this film."));
    },
  },
  "an address that is no page": {
    async visit(world) {
      world.guard.expect(/404 .*\/nowhere/);
      await world.open("/nowhere");
      await shows(world.page.getByText("There’s nothing here."));
    },
  },
  "a filter that nothing fits": {
    async visit(world) {
      await world.open();
      await world.filter("no film is called so");
      await shows(world.button("Show all films"));
    },
  },
  "the door of a closed club": {
    server: { demo: false, env: { MARQUEE_READ_ACCESS: "members" } },
    async visit(world) {
      world.guard.expect(/401 .*\/proposals/);
      await world.open();
      await shows(world.page.getByRole("heading", { name: "Members only" }));
    },
  },
  "a server that fails": {
    async visit(world) {
      world.guard.expect(/500 .*\/proposals/);
      const failure = problem(500, "internal");
      await world.page.route("**/api/v1/proposals?*", (route) => route.fulfill(failure));
      await world.open();
      await shows(world.page.getByText("The server made a mistake."));
    },
  },
  "a vote that is refused": {
    async visit(world) {
      world.guard.expect(/500 .*\/votes/);
      await world.enter();
      await world.open();
      const failure = problem(500, "internal");
      await world.page.route("**/api/v1/votes/*", (route) => route.fulfill(failure));
      await world.ticket("Charade").click();
      await shows(world.toast("so your vote for Charade wasn’t saved."));
    },
  },
};
