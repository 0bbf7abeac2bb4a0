// The views of the big screen, and how it gets there.
import { settleBoth } from "./night_views.mjs";
import { hides, shows } from "./wait.mjs";

/** Others reach the club at this address, as far as the page knows. */
export const HOME = "https://films.example.org";

/** The screen stands at a loopback address: a code for it would lead nowhere. */
export async function isReachable({ page }) {
  await page.route("**/api/v1/club", async (route) => {
    const response = await route.fetch();
    const json = { ...(await response.json()), public_url: HOME };
    await route.fulfill({ json, headers: response.headers() });
  });
}

/** A film on the board, by its title. */
export const slot = ({ page }, title) =>
  page
    .locator(".slot")
    .filter({ has: page.getByRole("button", { name: new RegExp(`^${title}, `) }) });

export const screen = {
  "the big screen": {
    picture: true,
    async visit(world) {
      await isReachable(world);
      await world.enter("admin");
      await world.goto("/screen");
      await shows(slot(world, "Metropolis"));
      await shows(world.page.getByRole("img", { name: /^QR code to join the club/ }));
    },
  },
  "a film on the big screen": {
    picture: true,
    async visit(world) {
      await world.goto("/screen");
      await world.press(slot(world, "Charade").getByRole("button"));
      await shows(world.page.getByRole("heading", { name: "Charade" }));
    },
  },
  "tonight on the big screen": {
    picture: true,
    async visit(world) {
      await settleBoth(world);
      await world.enter();
      await world.goto("/screen");
      await shows(world.page.getByRole("heading", { name: "Metropolis" }));
      await hides(world.page.locator(".curtain"));
    },
  },
};
