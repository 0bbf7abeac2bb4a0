import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Guard } from "./guard.mjs";
import { Server } from "./server.mjs";
import { eventually, shows } from "./wait.mjs";

const failures = fileURLToPath(new URL("../../../build/screenshots/failed/", import.meta.url));

/** What one test has to itself: a server, a reader with a page, and a guard over both. */
export class World {
  constructor(device, options) {
    this.device = device;
    this.server = new Server(options);
    if (options?.demo === false && !options.isNew)
      this.token = this.server.addMember("ada", { admin: true });
  }

  /** @param {import("./readers.mjs").Readers} readers */
  async begin(readers, options) {
    this.readers = readers;
    this.reader = await readers.take(this.device, options);
    await this.server.start();
    this.context = this.reader.context;
    this.page = this.reader.page;
    this.guard = new Guard(this.server.url);
    this.guard.watch(this.context);
  }

  /** The reader has signed in before; returns the number of the session. */
  async enter(name = "ada") {
    const { cookie, id } = await this.server.signIn(name);
    const [key, value] = cookie.split("=");
    await this.context.addCookies([{ name: key, value, url: this.server.url }]);
    return id;
  }

  /** The browser knows nobody any more; a page that is open would still ask, and be told so. */
  async forgetAll() {
    await this.page.evaluate(() => sessionStorage.clear());
    await this.guard.leave(() => this.page.goto("about:blank"));
    await this.context.clearCookies();
  }

  /**
   * Somebody else sits at this browser, too, and is chosen.
   * @param {{name: string, password?: string, secret?: string} | {entry: string}} data
   * @param {"/sessions" | "/members"} [path]
   */
  async enterBeside(data, path = "/sessions") {
    const answer = await this.context.request.post(`${this.server.url}/api/v1${path}`, {
      data,
      headers: { Origin: new URL(this.server.url).origin },
    });
    if (!answer.ok()) throw new Error(`${answer.status()} ${await answer.text()}`);
  }

  /** The page's path of an address, or of the page's own. */
  path(url = this.page.url()) {
    return new URL(url).pathname.slice(this.server.below.length);
  }

  async goto(path) {
    const url = this.server.url + path;
    await this.guard.leave(() => this.page.goto(url, { waitUntil: "commit" }));
    await this.page.waitForLoadState();
  }

  async open(path = "/") {
    await this.goto(path);
    await this.page.locator(".sign").filter({ hasText: /\S/ }).waitFor();
  }

  /** A reload may cut off what the page was asking. */
  async reload() {
    this.guard.expect(/ERR_ABORTED/);
    await this.guard.leave(() => this.page.reload({ waitUntil: "commit" }));
    await this.page.waitForLoadState();
  }

  /** As the device does it. @param {import("playwright-core").Locator} target */
  press(target) {
    return this.device === "phone" ? target.tap() : target.click();
  }

  /** The card of a film on the vote page. */
  card(title) {
    const link = this.page.getByRole("link", { name: title, exact: true });
    return this.page.locator("li.card").filter({ has: link });
  }

  /** The vote button of a film's card. */
  ticket(title) {
    return this.card(title).locator(".ticket");
  }

  link(title) {
    return this.page.getByRole("link", { name: title, exact: true });
  }

  button(name) {
    return this.page.getByRole("button", { name, exact: true });
  }

  /** Filters the list; on a phone the field is behind a button. */
  async filter(text) {
    const search = this.button("Open the filter");
    const field = this.page.getByLabel("Filter the films");
    await shows(search.or(field).filter({ visible: true }).first());
    if (await search.isVisible()) await this.press(search);
    await field.fill(text);
  }

  dialog(name) {
    return this.page.getByRole("dialog", { name, exact: true });
  }

  /** Something that is said in passing. */
  toast(text) {
    return this.page.locator(".toast").filter({ hasText: text });
  }

  /** Titles from first to last. */
  titles() {
    return this.page.locator(".card-link").allTextContents();
  }

  /**
   * Lets the server tell of films what it would tell at another time.
   * @param {Record<string, object>} changes what is different of a film, by its title
   */
  async tell(changes) {
    await this.page.route("**/api/v1/proposals?*", async (route) => {
      const response = await route.fetch();
      const list = await response.json();
      for (const { film } of list.items) Object.assign(film, changes[film.title]);
      await route.fulfill({
        json: list,
        headers: { ...response.headers(), etag: `"${Date.now()}"` },
      });
    });
  }

  /**
   * Something happens elsewhere once the page has asked this, and before the server hears of it.
   * @param {string} method
   * @param {string} path of the API, as a glob
   * @param {() => Promise<unknown>} happen
   */
  async meanwhile(method, path, happen) {
    let isToCome = true;
    await this.page.route(`**/api/v1${path}`, async (route) => {
      if (isToCome && route.request().method() === method) {
        isToCome = false;
        await happen();
      }
      await route.continue();
    });
  }

  /**
   * Lets the server tell of its film data what it would tell at another time.
   * @param {() => object} changes what is different, whenever it is asked
   */
  async tellCache(changes) {
    await this.page.route("**/api/v1/cache", async (route) => {
      const response = await route.fetch();
      const json = { ...(await response.json()), ...changes() };
      await route.fulfill({ json, headers: response.headers() });
    });
  }

  /** Lets the page's clock stand still: time passes by `pass` alone. */
  async holdClock() {
    this.spend();
    await this.page.clock.install();
    await this.page.clock.pauseAt(Date.now() + 60_000);
  }

  /** Answers take none of the time that passes: what has been asked is answered first. @param {number} ms */
  async pass(ms) {
    await this.guard.rest();
    await this.page.clock.runFor(ms);
  }

  /**
   * Lets time pass until the page has come to it. What it does next may be another second off on a busy
   * machine: it counts from the moment at which it has read the last answer.
   * @param {() => Promise<unknown>} check
   */
  comesTo(check) {
    return eventually(async () => {
      await this.pass(1_000);
      await check();
    });
  }

  /** @param {import("playwright-core").Locator} locator */
  comesToShow(locator) {
    return this.comesTo(async () => assert.ok(await locator.isVisible(), `${locator}`));
  }

  /** Runs before the page's own scripts. @param {() => void} script */
  async prepare(script) {
    this.spend();
    await this.page.addInitScript(script);
  }

  /** What has been done to the reader cannot be undone: nobody else gets it. */
  spend() {
    if (this.reader) this.reader.isLasting = false;
  }

  async keepPicture(name) {
    mkdirSync(failures, { recursive: true });
    const path = `${failures}${name.replace(/\W+/g, "-")}.png`;
    await this.page?.screenshot({ path }).catch(() => {});
  }

  /** A server takes a second to stop: nobody waits for it, but the run ends after the last one. */
  async end() {
    if (this.reader) await this.readers.giveBack(this.reader, this.server.url);
    this.server.stop();
  }
}
