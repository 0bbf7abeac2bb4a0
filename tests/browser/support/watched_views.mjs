// The views of what the club has watched, and how a reader gets there.
import { shows } from "./wait.mjs";
import { AMELIE, screen } from "./watched.mjs";

/** @type {typeof import("./views.mjs").views} */
export const watched = {
  "what was watched": {
    picture: true,
    async visit(world) {
      await world.enter("admin");
      await world.open("/watched");
      await shows(world.page.locator(".showing").first());
      await shows(world.link("Add a film"));
    },
  },
  "what was watched, for a visitor": {
    async visit(world) {
      await world.open("/watched");
      await shows(world.page.locator(".showing").first());
    },
  },
  "a screening before it is undone": {
    picture: true,
    async visit(world) {
      await world.enter("admin");
      await world.open(`/screenings/${AMELIE.id}`);
      const sheet = world.dialog(AMELIE.title);
      await shows(sheet.locator(".giver").first());
      await sheet.getByText("Correct the details").click();
      await sheet.getByRole("button", { name: "Take it off the watched list" }).click();
      await shows(sheet.getByText(/^Take it off the watched list\?/));
    },
  },
  "nothing watched that is called so": {
    async visit(world) {
      await world.enter();
      await world.open("/watched");
      await world.page.getByLabel("Find a film").fill("no such film");
      await shows(world.page.getByText(/^No watched film matches/));
    },
  },
  "the sheet to record a film": {
    async visit(world) {
      await world.enter("admin");
      await world.open("/watched/add");
      const sheet = world.dialog("Add a film you’ve watched");
      await sheet.getByLabel("Title, IMDb id or a pasted link").fill("the");
      await shows(sheet.getByRole("listitem").first());
      await sheet.getByText("Not found? Add it by hand").click();
    },
  },
  "the evening of a film to record": {
    picture: true,
    async visit(world) {
      await world.enter("admin");
      await world.open("/watched/add");
      const sheet = world.dialog("Add a film you’ve watched");
      await sheet.getByText("Not found? Add it by hand").click();
      await sheet.getByLabel("Title", { exact: true }).fill("Holiday film");
      await sheet.getByRole("button", { name: "This one" }).click();
      await shows(sheet.getByLabel("When was it?"));
    },
  },
  "the vote page that asks how a film was": {
    picture: true,
    async visit(world) {
      await screen(world, { proposal_id: 39 });
      await world.enter();
      await world.open();
      await shows(world.page.getByRole("region", { name: "How was it?" }).getByRole("link"));
      await shows(world.card("Charade").locator(".disc").first());
    },
  },
};
