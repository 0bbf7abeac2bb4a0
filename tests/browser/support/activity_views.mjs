// The views of what happened in the club, and how a reader gets there.
import { shows } from "./wait.mjs";

/** @type {typeof import("./views.mjs").views} */
export const activity = {
  "what happened in the club": {
    picture: true,
    async visit(world) {
      await world.enter("admin");
      await world.open("/activity");
      await world.page.getByLabel("Show one member").fill("grace");
      await shows(world.page.getByText("Showing what grace did, or was part of."));
      await shows(world.page.getByRole("heading", { name: "Today" }));
    },
  },
  "what concerns a member": {
    picture: true,
    async visit(world) {
      await world.enter();
      await world.open("/activity");
      await shows(world.page.getByText("You signed in on a new device"));
    },
  },
  "activity that there is none of": {
    picture: true,
    async visit(world) {
      await world.enter();
      await world.open("/activity");
      await world.page.locator(".chip").filter({ hasText: "Settings" }).click();
      await world.page.getByLabel("Show one member").fill("nobody at all");
      await shows(world.page.getByText("Nobody here is called “nobody at all”."));
      await shows(world.button("Show everything"));
    },
  },
  "the log before it is cleared": {
    async visit(world) {
      await world.enter("admin");
      await world.open("/activity");
      await world.button("Clear the log").click();
      await shows(world.page.getByRole("group", { name: /^Clear the log for everybody/ }));
    },
  },
};
