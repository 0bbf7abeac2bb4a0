// Watches a page while a test uses it: every answer of the API is held against the contract, and
// whatever a reader's console would show is a fault, unless the test has said that it provokes it.
import { setTimeout } from "node:timers/promises";
import { createValidator } from "../../contract/responses.mjs";

const validate = createValidator();

/** What the page asks for when it has time: whoever leaves meanwhile misses nothing. */
const LATER = /\/((offline|print|waiting)\.(js|css)|waiting\/\w+\.js|words\/\w+\/away\.js)$/;

/** For how long questions under way are waited for, in milliseconds: some never end. */
const SOON = 2_000;

/** For so long the last answers are waited for, in milliseconds: a busy machine has long read them. */
const LONG = 30_000;

/** What Playwright says in the page's name where it lets no worker start. */
const NO_WORKER = "Service Worker registration blocked by Playwright";

/** It goes on for as long as the page is seen: its end is none of an answer's, and nothing is lost by it. */
const isStream = (url) => new URL(url).pathname.endsWith("/api/v1/events");

/** Whoever signs out is refused what they have just asked for. */
const REFUSED = /status of 401 .*\/api\/v1\//;

/** @param {import("playwright-core").Request} request */
const signsOut = (request) =>
  request.method() === "DELETE" && /\/api\/v1\/sessions\b/.test(request.url());

const isBodiless = (response) => [204, 304].includes(response.status());

/**
 * Chromium calls an answer without a body, which nobody reads to its end, aborted; and Playwright
 * whatever is under way as a test begins to stand in for the network. The page knows better.
 */
async function isAnswered(request) {
  try {
    const response = await request.response();
    if (response) return isBodiless(response);
    const statuses = await request
      .frame()
      .evaluate(
        (url) => performance.getEntriesByName(url).map(({ responseStatus }) => responseStatus),
        request.url(),
      );
    return statuses.length > 0 && !statuses.includes(0);
  } catch {
    return false;
  }
}

const isEndless = (response) => response.headers()["content-type"] === "text/event-stream";

/** Until all of it has come that will. */
async function answerOf(request) {
  try {
    const response = await request.response();
    if (response && !isEndless(response)) await response.finished();
  } catch {
    /* The page has gone. */
  }
}

export class Guard {
  /** @param {string} url where the page is: the one server that it may talk to */
  constructor(url) {
    const { origin, pathname } = new URL(url);
    this.origin = origin;
    this.root = pathname === "/" ? "" : pathname;
    this.faults = [];
    this.expected = [];
    this.checks = [];
    this.unread = new Set();
    this.questions = [];
    this.answers = 0;
    this.isLeaving = false;
    this.numberOf = new WeakMap();
    this.lastNumberLeft = 0;
    this.isSignedOut = false;
  }

  /** Faults that a test provokes. @param {...RegExp} patterns */
  expect(...patterns) {
    this.expected.push(...patterns);
  }

  /** @param {import("playwright-core").BrowserContext} context */
  watch(context) {
    context.on("console", (message) => {
      if (!["error", "warning"].includes(message.type())) return;
      if (message.text() === NO_WORKER) return;
      this.#note(`console ${message.type()}: ${message.text()} ${message.location().url}`);
    });
    context.on("weberror", (error) => this.#note(`page error: ${error.error().stack}`));
    context.on("request", (request) => {
      this.#address(request.url());
      this.isSignedOut ||= signsOut(request);
      this.numberOf.set(request, this.questions.push(answerOf(request)));
    });
    context.on("requestfailed", (request) => this.checks.push(this.#failure(request)));
    context.on("response", (response) => this.checks.push(this.#answer(response)));
  }

  /**
   * Leaves the page. What it has just asked is answered first, so that no vote is lost; if it asks what
   * is new at that very moment, it needs no answer, and may hear late that it gets none.
   * @template T
   * @param {() => Promise<T>} go until the browser has let go of the page
   */
  async leave(go) {
    await this.rest();
    this.isLeaving = true;
    return go().finally(() => {
      this.isLeaving = false;
      this.lastNumberLeft = this.questions.length;
    });
  }

  /** Until what has been asked is answered. */
  async rest() {
    const answered = Promise.all(this.questions).then(() => Promise.all(this.checks));
    await Promise.race([answered, setTimeout(SOON, null, { ref: false })]);
  }

  /**
   * Waits for the answers under way, then says what is wrong. Of an answer to a page that was left,
   * Playwright may never hear the end.
   */
  async report() {
    const unread = [...this.unread];
    await Promise.race([Promise.all(this.checks), setTimeout(LONG, null, { ref: false })]);
    for (const request of unread)
      if (this.unread.has(request) && !this.#isLeft(request))
        this.#note(`no end: ${request.method()} ${request.url()}`);
    const expected = this.isSignedOut ? [...this.expected, REFUSED] : this.expected;
    return this.faults.filter((fault) => !expected.some((pattern) => pattern.test(fault)));
  }

  /**
   * The contract that is checked here is the one of a club that has a site to itself. Playwright puts
   * headers of one name into one, a line each.
   */
  #plain(headers) {
    const plain = new Headers(
      Object.entries(headers).flatMap(([name, lines]) =>
        lines.split("\n").map((line) => [name, line]),
      ),
    );
    const location = plain.get("location");
    if (location) plain.set("location", location.slice(this.root.length));
    return plain;
  }

  #note(fault) {
    this.faults.push(fault);
  }

  #address(address) {
    const url = new URL(address);
    const isOwn = url.origin === this.origin || ["data:", "blob:"].includes(url.protocol);
    if (!isOwn) this.#note(`request to another host: ${address}`);
  }

  /** Whether a page has asked it that was left. */
  #isLeft(request) {
    return this.isLeaving || this.numberOf.get(request) <= this.lastNumberLeft;
  }

  async #failure(request) {
    const { errorText } = request.failure();
    const isAborted = errorText === "net::ERR_ABORTED";
    if (isAborted && isStream(request.url())) return;
    if (isAborted && this.#isLeft(request) && request.method() === "GET") return;
    if (isAborted && (LATER.test(request.url()) || (await isAnswered(request)))) return;
    this.#note(`failed: ${request.method()} ${request.url()} ${errorText}`);
  }

  /**
   * Headers and body, or null: the page may have gone before its answer was read, by whichever way,
   * and the browser keeps no bodies of those that have. One that did not come whole is a failed request.
   */
  async #read(response) {
    let headers, body;
    try {
      /* What Chromium kept in memory comes without those that went over the wire. */
      headers = { ...response.headers(), ...(await response.allHeaders()) };
      body = isBodiless(response) ? "" : (await response.body()).toString("utf8");
    } catch {
      return null;
    }
    return { headers: this.#plain(headers), body };
  }

  async #answer(response) {
    const { pathname, search } = new URL(response.url());
    const api = `${this.root}/api/v1`;
    if (!pathname.startsWith(`${api}/`) || (isStream(response.url()) && response.ok())) return;
    const request = response.request();
    this.unread.add(request);
    const read = await this.#read(response);
    this.unread.delete(request);
    this.answers += 1;
    if (read === null) return;
    const answer = {
      method: request.method(),
      path: pathname.slice(this.root.length) + search,
      status: response.status(),
      ...read,
    };
    answer.body = answer.body.replaceAll(`"${api}/`, '"/api/v1/');
    for (const error of validate(answer))
      this.#note(`contract: ${answer.method} ${answer.path} ${answer.status}: ${error}`);
  }
}
