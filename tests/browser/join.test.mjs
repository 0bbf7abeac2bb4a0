// Coming in by a link, from the first tap to the first vote.
import assert from "node:assert/strict";
import { problem } from "./support/problem.mjs";
import { scenario } from "./support/scenario.mjs";
import { becomes, hasFocus, hides, shows, ticketSays } from "./support/wait.mjs";

const NEW_CLUB = { demo: false, isNew: true };
const nameField = ({ page }) => page.getByLabel("Your name", { exact: true });
const copied = ({ page }) => page.evaluate(() => navigator.clipboard.readText());

/** Gives a name and joins. */
async function join(world, name) {
  await nameField(world).fill(name);
  await world.press(world.button("Join"));
}

/** Lets the club be another, as far as the page is told. */
const tellClub = ({ page }, changes) =>
  page.route("**/api/v1/club", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...(await response.json()), ...changes } });
  });

scenario(
  "from an invitation to the first vote it is a name and three taps",
  { on: ["phone"] },
  async (world) => {
    const { page, server } = world;
    const { path } = await server.invite({ max_uses: 1 });
    let taps = 0;
    const tap = async (target) => {
      taps += 1;
      await target.tap();
    };

    const start = Date.now();
    await world.goto(path);
    await shows(nameField(world));
    assert.ok(!page.url().includes("#"), "the secret has left the address");
    await tap(nameField(world));
    await nameField(world).fill("Agnes");
    await tap(world.button("Join"));
    await tap(world.ticket("Charade"));
    await becomes(async () => (await server.proposal("Charade")).vote_count, 10);
    const seconds = (Date.now() - start) / 1000;

    assert.ok(taps <= 3, `${taps} taps`);
    assert.ok(seconds < 20, `${seconds} s`);
    console.log(`# invitation to first vote: ${taps} taps and a name, ${seconds.toFixed(1)} s`);
    await ticketSays(world.ticket("Charade"), true, 10);
    assert.equal(world.path(), "/");
    await shows(world.link("Agnes"));
    await becomes(
      async () => (await server.proposal("Charade")).voters.some(({ name }) => name === "Agnes"),
      true,
    );
  },
);

scenario(
  "an invitation says whose club it is and who invites, before anybody joins",
  {},
  async (world) => {
    await world.goto((await world.server.invite()).path);
    await shows(world.page.getByRole("heading", { name: "You’re invited" }));
    await shows(world.page.getByText("admin invites you to Friday Film Club."));
    await hasFocus(nameField(world));
    await world.press(world.button("Join"));
    await shows(world.page.getByText("Enter your name."));
  },
);

scenario(
  "one's own link waits over the films, and opens the seat on another phone",
  { context: { permissions: ["clipboard-read", "clipboard-write"] } },
  async (world) => {
    const { page, server, guard } = world;
    guard.expect(/401 .*\/club/);
    await world.goto((await server.invite()).path);
    await join(world, "Agnes");
    await shows(page.getByRole("heading", { name: "Keep your seat, Agnes" }));
    await world.press(world.button("Copy link"));
    await shows(page.getByText("Copied.", { exact: true }));
    const link = await copied(world);
    assert.match(link, /\/enter#[\w-]{43}$/);
    assert.equal(new URL(link).origin, new URL(server.url).origin);
    await world.press(page.getByText("Show the link and its QR code"));
    await shows(page.getByRole("img", { name: "QR code of your own link" }));
    await shows(page.getByText("This link only works on this device."));
    await world.press(world.button("Done"));
    await hides(page.getByRole("heading", { name: /^Keep your seat/ }));

    await world.forgetAll();
    await page.goto(link);
    await shows(world.toast("Welcome back, Agnes."));
    assert.equal(world.path(), "/");
    assert.ok(!page.url().includes("#"));
    await shows(world.link("Agnes"));
  },
);

scenario("a name that is taken is told the way back, and no seat is made", {}, async (world) => {
  const { page, guard } = world;
  guard.expect(/409 .*\/members$/);
  await world.goto((await world.server.invite({ max_uses: 1 })).path);
  await join(world, "ada");
  await shows(page.getByText(/^Someone here already has that name\. Is that you\?/));
  await hasFocus(nameField(world));
  await join(world, "Agnes");
  await shows(world.link("Agnes"));
});

scenario(
  "who has no password is told how to come back, before they sign out and where they sign in",
  { on: ["phone"] },
  async (world) => {
    const { page, server } = world;
    await world.goto((await server.invite()).path);
    await shows(page.getByText("Been here before? Open your own link, or sign in."));
    await join(world, "Ines");
    await shows(world.link("Ines"));
    await world.press(world.link("Ines"));
    await world.press(world.button("Sign out"));
    const sure = page.getByRole("group", { name: /^You have no password\. To come back/ });
    await world.press(sure.getByRole("button", { name: "Go to your own link" }));
    await hasFocus(page.getByRole("heading", { name: "Your own link" }));
    await world.press(sure.getByRole("button", { name: "Sign out" }));
    await shows(world.toast("You’re signed out."));
    await world.press(world.link("Sign in"));
    const sheet = world.dialog("Sign in");
    await shows(sheet.getByText(/New to the club\? Open your invitation here\. No password\?/));
  },
);

scenario("a vote that asked for a name is cast by whoever joins", {}, async (world) => {
  const { page, server } = world;
  await world.goto((await server.invite()).path);
  await shows(nameField(world));
  await world.press(page.locator(".sign"));
  await world.press(world.ticket("Charade"));
  const dialog = world.dialog("Sign in");
  await shows(dialog.getByText("New here?"));
  await world.press(dialog.getByRole("link", { name: "Join the club" }));
  await join(world, "Agnes");
  await ticketSays(world.ticket("Charade"), true, 10);
  await becomes(async () => (await server.proposal("Charade")).vote_count, 10);
});

/** What is wrong with a link, and what the page says. */
const failures = {
  "that is used up": [410, "invitation-over", { why: "used_up" }, "This invitation is used up."],
  "that has ended": [410, "invitation-over", { why: "expired" }, "This invitation has ended."],
  "to a club that takes nobody": [
    410,
    "invitation-over",
    { why: "paused" },
    "The club isn’t taking new members right now.",
  ],
};
for (const [what, [status, slug, params, sentence]] of Object.entries(failures))
  scenario(`an invitation ${what} says so, and what to do`, { on: ["phone"] }, async (world) => {
    world.guard.expect(/410 .*\/lookup/, /contract: .*\/lookup/);
    await world.page.route("**/invitations/lookup", (route) =>
      route.fulfill(problem(status, slug, params)),
    );
    await world.goto("/join#s");
    await shows(world.page.getByText(sentence));
    await world.press(world.page.getByRole("main").getByRole("link", { name: "Sign in" }));
    await shows(world.dialog("Sign in"));
  });

scenario("an invitation that was taken back, and a link that is none", {}, async (world) => {
  const { page, server, guard } = world;
  guard.expect(/410 .*\/lookup/, /404 .*\/lookup/, /ERR_ABORTED/);
  const { id, path } = await server.invite();
  await server.call("DELETE", `/invitations/${id}`, { token: "mq_demo_admin" });
  await world.goto(path);
  await shows(page.getByText("This invitation no longer works."));
  await world.goto("/join#no-such-link");
  await shows(page.getByText("This link doesn’t work."));
  await world.goto("/join");
  await world.reload();
  await shows(page.getByText("You need an invitation to join."));
});

scenario("a link that is taken back while somebody types their name", {}, async (world) => {
  const { page, server, guard } = world;
  guard.expect(/410 .*\/members/);
  const { id, path } = await server.invite();
  await world.goto(path);
  await shows(nameField(world));
  await server.call("DELETE", `/invitations/${id}`, { token: "mq_demo_admin" });
  await join(world, "Agnes");
  await shows(page.getByText("This invitation no longer works."));
});

scenario("without a connection a link can be tried again", {}, async (world) => {
  const { page, guard } = world;
  guard.expect(/failed: POST .*\/lookup/, /console error: .*\/lookup/);
  await page.route("**/invitations/lookup", (route) => route.abort());
  await world.goto("/join#mq_demo_invitation");
  await shows(page.getByText("The club’s server isn’t answering."));
  await page.unroute("**/invitations/lookup");
  await world.press(world.button("Try again"));
  await shows(nameField(world));
});

scenario("a member who opens an invitation is in already", {}, async (world) => {
  const { page } = world;
  await world.enter();
  await world.goto("/join#mq_demo_invitation");
  await shows(page.getByRole("heading", { name: "You’re already in, ada" }));
  await world.press(world.button("Someone else is joining here"));
  await hasFocus(nameField(world));
  await join(world, "Agnes");
  await shows(world.link("Agnes"));
});

scenario(
  "where sign-up is open anybody joins, and waits to be let in",
  { server: { demo: false, env: { MARQUEE_SIGNUP: "open", MARQUEE_READ_ACCESS: "members" } } },
  async (world) => {
    const { page, guard, server, token } = world;
    guard.expect(/401 .*\/proposals/, /403 .*\/proposals/);
    await world.open();
    await shows(page.getByRole("heading", { name: "Members only" }));
    await world.press(page.getByRole("link", { name: "Join the club" }));
    await join(world, "Agnes");
    await shows(page.getByRole("heading", { name: "Almost there, Agnes" }));
    await shows(page.getByText("Keep this link."));
    await world.goto("/");
    await shows(page.getByRole("heading", { name: "Almost there, Agnes" }));

    const { body } = await server.call("GET", "/members?state=waiting", { token });
    await server.change(`/members/${body.items[0].id}`, { state: "active" }, token);
    await shows(page.getByText("No film is up for a vote yet."));
  },
);

scenario(
  "who starts a club sets it up by the link that the server prints, and invites friends",
  { server: NEW_CLUB, context: { permissions: ["clipboard-read", "clipboard-write"] } },
  async (world) => {
    const { page, server, guard } = world;
    guard.expect(/401 .*\/(proposals|club)/, /400 .*\/members/);
    await world.goto("/");
    await shows(page.getByRole("heading", { name: "Almost ready" }));
    await shows(page.getByText(/along with a command that shows it again/));

    await world.goto(server.setUpLink());
    await page.getByLabel("The club’s name").fill("Saturday Film Club");
    await nameField(world).fill("Agnes");
    await page.getByLabel("Password", { exact: true }).fill("password1234");
    await world.press(world.button("Open the club"));
    await shows(page.getByText(/^That password is too easy to guess/));
    await page.getByLabel("Password", { exact: true }).fill("a frequency that hops about");
    await world.press(world.button("Open the club"));

    await shows(page.getByRole("heading", { name: "Saturday Film Club is open" }));
    await shows(page.getByRole("heading", { name: "Invite your friends" }));
    await shows(page.getByRole("img", { name: "QR code of the invitation link" }));
    await becomes(() => page.locator(".sign").innerText(), "Saturday Film Club");
    await world.press(world.button("Copy link"));
    await shows(page.getByText("Copied.", { exact: true }));
    const link = await copied(world);
    await world.press(world.link("Propose the first film"));
    await shows(world.dialog("Propose a film"));
    await page.keyboard.press("Escape");
    await shows(page.getByRole("heading", { name: "Keep your seat, Agnes" }));
    await shows(page.getByText("together with your password"));

    await world.forgetAll();
    await page.goto(link);
    await shows(page.getByText("Agnes invites you to Saturday Film Club."));
    await join(world, "George");
    await shows(page.getByText("No film is up for a vote yet."));
    await world.goto(server.setUpLink());
    await shows(page.getByText("This club is already set up."));
  },
);

scenario(
  "a set-up link from an earlier start says where the newest is",
  { server: NEW_CLUB },
  async (world) => {
    world.guard.expect(/401 .*\/proposals/, /404 .*\/lookup/);
    await world.goto("/setup#no-such-link");
    await shows(world.page.getByText("This set-up link no longer works."));
    await shows(world.page.getByText(/along with a command that shows it again\.$/));
  },
);

scenario("a browser that keeps no cookie still gets its own link", {}, async (world) => {
  const { page, guard } = world;
  guard.expect(/401 .*\/members\/me/, /contract: /);
  await page.route("**/api/v1/members", async (route) => {
    const joining = route.request().postDataJSON();
    const { body } = await world.server.call("POST", "/members", { body: joining });
    await route.fulfill({ status: 201, json: body });
  });
  await world.goto((await world.server.invite()).path);
  await join(world, "Agnes");
  await shows(page.getByRole("heading", { name: "Your browser didn’t keep you signed in" }));
  await shows(world.button("Copy link"));
});

scenario("an admin's own link asks for the password as well", {}, async (world) => {
  const { page, guard } = world;
  guard.expect(/403 .*\/sessions/, /401 .*\/sessions/);
  const { body } = await world.server.call("POST", "/members/me/entry", { token: "mq_demo_admin" });
  await world.goto(`/enter#${body.secret}`);
  await hasFocus(page.getByLabel("Password", { exact: true }));
  await page.getByLabel("Password", { exact: true }).fill("not the password");
  await world.press(world.button("Sign in"));
  await shows(page.getByText("That isn’t your password."));
  await page.getByLabel("Password", { exact: true }).fill("film night demo");
  await world.press(world.button("Sign in"));
  await shows(world.toast("Welcome back, admin."));
});

scenario("an own link opens its seat with no tap at all", {}, async (world) => {
  await world.goto("/enter#mq_demo_entry");
  await shows(world.toast("Welcome back, grace."));
  await shows(world.link("grace"));
  assert.equal(world.path(), "/");
  assert.ok(!world.page.url().includes("#"));
});

scenario("an own link asks before it comes in beside somebody else", {}, async (world) => {
  const { page } = world;
  await world.enter("admin");
  await world.goto("/enter#mq_demo_entry");
  await shows(page.getByText(/^admin is signed in here already\./));
  await world.press(world.button("Sign in as well"));
  await shows(world.link("grace"));
});

scenario(
  "a link at an address that keeps no cookie leads to the other, with its secret",
  {
    server: { env: { MARQUEE_PUBLIC_URL: "https://films.example.org" } },
  },
  async (world) => {
    await world.page.addInitScript(() => {
      Object.defineProperty(globalThis, "isSecureContext", { value: false });
    });
    world.spend();
    await tellClub(world, { public_url: "https://films.example.org" });
    await world.goto("/join#mq_demo_invitation");
    const link = world.page.getByRole("link", { name: "Go to films.example.org" });
    assert.equal(
      await link.getAttribute("href"),
      "https://films.example.org/join#mq_demo_invitation",
    );
  },
);

scenario("the keyboard alone joins, and votes", { on: ["desktop"] }, async (world) => {
  const { page } = world;
  await world.goto("/join#mq_demo_invitation");
  await hasFocus(nameField(world));
  await page.keyboard.type("Agnes");
  await page.keyboard.press("Enter");
  await hasFocus(page.locator("#main"));
  await world.ticket("Charade").focus();
  await page.keyboard.press("Enter");
  await ticketSays(world.ticket("Charade"), true, 10);
});

scenario("a link is shared with a word about it, and copied without https", {}, async (world) => {
  const { page } = world;
  await world.prepare(() => {
    navigator.share = async (data) => (globalThis.shared = data);
    Object.defineProperty(navigator, "clipboard", { value: undefined });
  });
  await world.goto("/join#mq_demo_invitation");
  await join(world, "Agnes");
  await world.press(world.button("Share"));
  await becomes(() => page.evaluate(() => /\/enter#[\w-]{43}$/.test(globalThis.shared?.url)), true);
  const { text } = await page.evaluate(() => globalThis.shared);
  assert.equal(text, "My own link to Friday Film Club. Only for me:");
  await world.press(page.getByText("Show the link and its QR code"));
  await world.press(world.button("Copy link"));
  await shows(page.getByText("Copied.", { exact: true }));
});
