import assert from "node:assert/strict";
import { networkInterfaces } from "node:os";
import { scenario } from "./support/scenario.mjs";
import { PASSWORD } from "./support/server.mjs";
import { becomes, hasFocus, hides, shows, ticketSays } from "./support/wait.mjs";

const TITLE = "<img src=x onerror=alert(1)>";
const NAME = '"><script>alert(2)</script>';

scenario(
  "markup in titles and names is text everywhere",
  { on: ["phone"], server: { demo: false } },
  async (world) => {
    const { page, server } = world;
    let alerts = 0;
    page.on("dialog", (dialog) => {
      alerts += 1;
      dialog.dismiss();
    });
    const token = server.addMember(NAME);
    const { body } = await server.call("POST", "/proposals", { token, body: { title: TITLE } });
    await server.call("PUT", `/votes/${body.id}`, { token });
    await world.enter(NAME);
    await world.open();
    await shows(world.link(TITLE));
    assert.equal(await world.card(TITLE).locator(".drawn-title").innerText(), TITLE);
    await shows(page.getByRole("link", { name: NAME }));
    await world.press(world.link(TITLE));
    const dialog = world.dialog(TITLE);
    await shows(dialog.getByRole("heading", { name: TITLE }));
    await shows(dialog.getByRole("listitem").filter({ hasText: NAME }));
    await shows(dialog.getByText(`Proposed by ${NAME}`));
    await page.keyboard.press("Escape");
    await hasFocus(world.link(TITLE));
    await world.filter(TITLE.toUpperCase());
    await shows(world.link(TITLE));
    await world.filter(NAME);
    await shows(page.getByText(`No film here matches “${NAME}”.`));
    await world.goto("/me");
    await shows(page.getByRole("heading", { name: NAME }));
    assert.equal(alerts, 0);
    assert.equal(await page.locator("img[onerror], body script").count(), 0);
  },
);

const policies = {
  "a script of its own": () => {
    const script = document.createElement("script");
    script.textContent = "globalThis.ran = true";
    document.body.append(script);
  },
  "markup from a string": () => {
    document.querySelector("main").innerHTML = "<p>hello</p>";
  },
  "another host": () => fetch("https://example.invalid/"),
};

for (const [name, attempt] of Object.entries(policies))
  scenario(`the page's policy refuses ${name}`, { on: ["desktop"] }, async (world) => {
    const { page, guard } = world;
    guard.expect(/Content Security Policy|TrustedHTML|TrustedScript|violates/);
    await world.open();
    await shows(world.card("Charade"));
    await page.evaluate(() => {
      globalThis.refused = [];
      document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) =>
        globalThis.refused.push(effectiveDirective),
      );
    });
    await page.evaluate(attempt).catch(() => {});
    await becomes(() => page.evaluate(() => globalThis.refused.length > 0), true);
    assert.equal(await page.evaluate(() => globalThis.ran), undefined);
    await shows(world.card("Charade"));
  });

const lan = Object.values(networkInterfaces())
  .flat()
  .find(({ internal, family }) => !internal && family === "IPv4")?.address;

const everywhere = {
  demo: false,
  env: { MARQUEE_LISTEN: "0.0.0.0:0", MARQUEE_READ_ACCESS: "public" },
  host: lan,
};

if (lan)
  scenario(
    "a club with an https address says at a plain one that nobody can sign in there",
    {
      on: ["phone"],
      server: {
        ...everywhere,
        env: { ...everywhere.env, MARQUEE_PUBLIC_URL: "https://films.example.org" },
      },
    },
    async (world) => {
      const { page, guard } = world;
      guard.expect(/Cross-Origin-Opener-Policy/);
      await world.open("/sign-in");
      await shows(page.getByText("You can’t sign in at this address."));
      const way = page.getByRole("link", { name: "Go to films.example.org" });
      assert.equal(await way.getAttribute("href"), "https://films.example.org/sign-in");
      assert.equal(await page.locator("input[type=password]:visible").count(), 0);
    },
  );

if (lan)
  scenario(
    "signing in and voting work on plain http in the LAN",
    { on: ["desktop"], server: everywhere },
    async (world) => {
      const { page, server, token } = world;
      const { body } = await server.call("POST", "/proposals", {
        token,
        body: { title: "Alphaville" },
      });
      await world.open();
      assert.equal(await page.evaluate(() => globalThis.isSecureContext), false);
      const asked = page.waitForRequest((request) => request.method() === "PUT");
      await world.press(world.ticket("Alphaville"));
      await page.getByLabel("Your name in the club").fill("ada");
      await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
      await world.press(page.locator("dialog form").getByRole("button", { name: "Sign in" }));
      await hides(world.dialog("Sign in"));
      await ticketSays(world.ticket("Alphaville"), true, 1);
      const headers = await (await asked).allHeaders();
      assert.equal(headers["sec-fetch-site"], undefined, "the browser does not say where from");
      assert.equal(headers.origin, server.url);
      const { body: proposal } = await server.call("GET", `/proposals/${body.id}`, { token });
      assert.equal(proposal.vote_count, 1);
    },
  );
