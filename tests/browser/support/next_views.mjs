// The views of what comes next and of a whole year, and how a reader gets there.
import { shows } from "./wait.mjs";
import { aYear } from "./year.mjs";

/** @type {typeof import("./views.mjs").views} */
export const next = {
  "what next": {
    picture: true,
    async visit(world) {
      await world.enter();
      await world.open("/next");
      await world.page.getByLabel("How much time do you have tonight?").selectOption("120");
      await shows(world.page.getByRole("heading", { name: "Fits tonight" }));
      await shows(world.page.getByRole("heading", { name: "A double bill" }));
    },
  },
  "a year": {
    picture: true,
    async visit(world) {
      await aYear(world, 2001);
      await world.enter();
      await world.open("/years/2001");
      await shows(world.page.getByRole("heading", { name: "Every evening" }));
    },
  },
  "a year of which little is known": {
    async visit(world) {
      await world.open("/years/1999");
      await shows(world.page.getByText("You haven’t watched anything in 1999"));
    },
  },
};
