// What a member says of a film besides the vote.
import { tokens } from "./server.mjs";
import { choose, letterboxd, openImports } from "./uploads.mjs";
import { shows } from "./wait.mjs";

/** @type {Record<string, {picture?: boolean, visit: (world: any) => Promise<void>}>} */
export const seen = {
  "a film of one's own that one has seen": {
    picture: true,
    async visit(world) {
      const { server } = world;
      await server.call("PUT", "/films/23/seen", { token: tokens.ada, body: { stars: 3.5 } });
      await world.enter();
      await world.open("/proposals/23");
      const dialog = world.dialog("A Trip to the Moon");
      await shows(dialog.getByRole("button", { name: "I’ve seen it", pressed: true }));
      await dialog.getByText("Change what you said").click();
      await shows(dialog.getByLabel("Why this one?"));
    },
  },
  "one's own list": {
    picture: true,
    async visit(world) {
      await world.enter();
      await world.open("/me/watchlist");
      await shows(world.page.getByText("The Shawshank Redemption"));
    },
  },
  "one's own list without a film": {
    async visit(world) {
      await world.enter("admin");
      await world.open("/me/watchlist");
      await shows(world.page.getByText("Your list is empty."));
    },
  },
  "where films from elsewhere are brought": {
    picture: true,
    async visit(world) {
      await openImports(world, "admin");
      await world.press(world.page.getByText("Where do I get the file?"));
    },
  },
  "films from elsewhere": {
    picture: true,
    async visit(world) {
      const { page } = world;
      await openImports(world);
      await choose(world, letterboxd());
      await shows(page.getByRole("button", { name: /Caligari/ }));
      await world.press(page.getByText("Found: 3 rows"));
      await shows(world.button("Leave it out: Charade"));
    },
  },
  "what has become of films from elsewhere": {
    picture: true,
    async visit(world) {
      await openImports(world);
      await choose(world, letterboxd());
      await world.press(world.button("Bring in 3 films"));
      await shows(world.page.getByRole("heading", { name: "3 films came in" }));
    },
  },
  "the vote page of what one has not seen": {
    picture: true,
    async visit(world) {
      const { page } = world;
      await world.enter();
      await world.open();
      await world.button("Open the filter").click();
      await page.getByLabel("Which films to show").selectOption("I haven’t seen it");
      await shows(world.button("Clear the filter"));
    },
  },
};
