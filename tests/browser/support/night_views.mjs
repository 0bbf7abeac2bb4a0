// The views of tonight, and how a reader gets there.
import { tokens } from "./server.mjs";
import { shows } from "./wait.mjs";

/** Of the demo: Metropolis leads with 10 votes, Charade has 9, and ada has voted for neither. */
export const ids = { Metropolis: 39, Charade: 37 };

/** What an admin decides somewhere else. */
export const settle = (world, body) =>
  world.server.call("PUT", "/tonight", { token: tokens.admin, body });

/** Charade and Metropolis are level. */
export const level = (world) =>
  world.server.call("PUT", `/votes/${ids.Charade}`, { token: tokens.ada });

/** Two films this evening, at 20:30. */
export async function settleBoth(world) {
  const starts_at = new Date(Date.now() + 3_600_000).toISOString();
  await settle(world, { proposal_id: ids.Metropolis, starts_at });
  await settle(world, { proposal_id: ids.Charade, then: true });
}

/** The reader has seen the curtain open. */
export async function sitDown(world) {
  await world.page.locator(".night").waitFor();
  await world.page.keyboard.press("Shift");
  await world.page.locator(".night-reveal").waitFor({ state: "detached" });
}

export const night = {
  "tonight on top of the page": {
    picture: true,
    async visit(world) {
      await settleBoth(world);
      await world.enter("admin");
      await world.open();
      await sitDown(world);
      await shows(world.button("We watched the first one"));
    },
  },
  "the vote page of an admin": {
    picture: true,
    async visit(world) {
      await world.enter("admin");
      await world.open();
      await shows(world.link("Settle on tonight’s film"));
    },
  },
  "settling on tonight's film": {
    picture: true,
    async visit(world) {
      await level(world);
      await world.enter("admin");
      await world.open("/tonight");
      await shows(world.dialog("Tonight’s film").getByText("Draw one at random").first());
    },
  },
  "changing the evening": {
    picture: true,
    async visit(world) {
      await settle(world, { proposal_id: ids.Metropolis });
      await world.enter("admin");
      await world.open();
      await sitDown(world);
      await world.press(world.link("Change the evening"));
      const dialog = world.dialog("Tonight’s film");
      await world.press(dialog.getByText("Add a second film"));
      await world.press(dialog.getByRole("button", { name: "The evening fell through" }));
      await shows(dialog.getByText(/^Call the evening off/));
    },
  },
  "stars for what was watched": {
    picture: true,
    async visit(world) {
      await settle(world, { proposal_id: ids.Metropolis });
      await world.enter("admin");
      await world.open();
      await sitDown(world);
      await world.press(world.button("We watched it"));
      await shows(world.page.getByRole("heading", { name: "How was Metropolis?" }));
    },
  },
};
