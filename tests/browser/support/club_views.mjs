// The views by which admins look after the club, and how they get there.
import { tokens } from "./server.mjs";
import { shows } from "./wait.mjs";

/** @type {typeof import("./views.mjs").views} */
export const club = {
  "the members": {
    picture: true,
    async visit(world) {
      await world.server.change("/club/settings", { sign_up: "open" });
      await world.server.call("POST", "/members", { body: { name: "agnès" } });
      await world.enter("admin");
      await world.open("/club");
      await shows(world.page.getByRole("heading", { name: "Waiting to be let in" }));
      await shows(world.button("grace"));
    },
  },
  "a member before they are removed": {
    picture: true,
    async visit(world) {
      await world.enter("admin");
      await world.open("/club");
      await world.button("ada").click();
      await world.page.getByText("Change the limit").click();
      await world.button("Make an admin: ada").click();
      await world.button("Remove: ada").click();
      await shows(world.page.getByText(/^Remove ada for good\?/));
    },
  },
  "members that nobody is called": {
    async visit(world) {
      await world.enter("admin");
      await world.open("/club");
      await world.page.getByLabel("Find somebody").fill("nobody at all");
      await shows(world.button("Show everybody"));
    },
  },
  "a member's new link": {
    picture: true,
    async visit(world) {
      await world.enter("admin");
      await world.open("/club");
      await world.button("grace").click();
      const give = world.button("Give a new link: grace");
      await give.click();
      await world.button("Yes, give a new link").click();
      await shows(world.page.getByRole("img", { name: "QR code of the link" }));
      await give.click();
      await shows(world.page.getByLabel("Also sign grace out everywhere"));
    },
  },
  "the invitations": {
    picture: true,
    async visit(world) {
      await world.server.call("POST", "/invitations", {
        token: tokens.admin,
        body: { note: "for the neighbours", max_uses: 1 },
      });
      await world.server.call("DELETE", "/invitations/3", { token: tokens.admin });
      await world.enter("admin");
      await world.open("/club/invitations");
      await world.button("Show the link").first().click();
      await shows(world.page.getByRole("img", { name: "QR code of the invitation link" }));
      await world.button("Revoke: for whoever tries the demo").click();
      await shows(world.page.getByText(/^Revoke this invitation\?/));
    },
  },
  "the settings, one of them set by the host": {
    picture: true,
    server: { env: { MARQUEE_SIGNUP: "open" } },
    async visit(world) {
      await world.enter("admin");
      await world.open("/club/settings");
      await shows(
        world.page.getByText(/^Whoever hosts the club has set this/).filter({ visible: true }),
      );
    },
  },
};
