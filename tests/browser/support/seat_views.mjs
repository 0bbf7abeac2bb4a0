// The views of several people at one device, and how they get there.
import { shows } from "./wait.mjs";

export const seats = {
  "the vote page of two at one phone": {
    picture: true,
    async visit(world) {
      await world.enter();
      await world.enterBeside({ entry: "mq_demo_entry" });
      await world.open();
      await shows(world.button("grace is voting"));
    },
  },
  "the vote page when a seat is gone": {
    picture: true,
    async visit(world) {
      await world.enter();
      await world.enterBeside({ entry: "mq_demo_entry" });
      await world.open("/me");
      await world.button("Sign out").click();
      await world.page.getByRole("group").getByRole("button", { name: "Sign out" }).click();
      await shows(world.page.getByText("Who’s voting?"));
      await shows(world.card("Charade"));
    },
  },
  "the sheet to add somebody": {
    async visit(world) {
      await world.enter();
      await world.open("/sign-in");
      await shows(world.dialog("Add somebody"));
    },
  },
  "the curtain between two who vote in turn": {
    picture: true,
    async visit(world) {
      await world.enter();
      await world.enterBeside({ entry: "mq_demo_entry" });
      await world.open();
      await world.press(world.button("Vote in turn"));
      await shows(world.button("I’m grace"));
    },
  },
  "a ballot in turn": {
    picture: true,
    async visit(world) {
      await world.enter();
      await world.enterBeside({ entry: "mq_demo_entry" });
      await world.open();
      await world.press(world.button("Vote in turn"));
      await world.press(world.button("I’m grace"));
      await shows(world.page.locator(".turn-choice").first());
    },
  },
};
