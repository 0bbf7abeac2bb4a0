import assert from "node:assert/strict";
import { test } from "node:test";
import "./support/english.js";
import { createLive } from "../../frontend/live/live.js";
import { fakeClock } from "./support/clock.js";
import { turns } from "./support/server.js";

/** A moment in which what is read is taken apart. */
const settle = async () => {
  for (let i = 0; i < 5; i++) await turns();
};

/** What the tabs of one browser say to each other. */
function createBrowser() {
  const clock = fakeClock();
  const members = new Set();
  const join = () => {
    const channel = { onmessage: null, postMessage, close: () => members.delete(channel) };
    function postMessage(data) {
      for (const other of members)
        if (other !== channel) queueMicrotask(() => deliver(other, data));
    }
    members.add(channel);
    return channel;
  };
  const browser = { clock, join, streams: [], isDeaf: false };
  const deliver = (channel, data) =>
    members.has(channel) && !browser.isDeaf && channel.onmessage?.({ data });
  return browser;
}

/** What a server would send, as the test sends it. */
function openStream(tab, streams, signal) {
  if (tab.isRefused) throw new TypeError("network");
  let write;
  const body = new ReadableStream({ start: (controller) => (write = controller) });
  const stream = { tab, isOpen: true };
  stream.sendBytes = (bytes) => write.enqueue(bytes);
  stream.send = (text) => stream.sendBytes(new TextEncoder().encode(text));
  stream.end = () => {
    stream.isOpen = false;
    write.close();
  };
  signal.addEventListener("abort", () => {
    if (stream.isOpen) write.error(new Error("aborted"));
    stream.isOpen = false;
  });
  streams.push(stream);
  return body;
}

/** A tab of it; `wanted` is what createLive() is told. */
function createTab(
  { clock, join: enter, streams },
  { chance = 0.5, wanted = "0 1 0", channels = true } = {},
) {
  const page = Object.assign(new EventTarget(), { hidden: false });
  const window = new EventTarget();
  const tab = { page, window, wanted, heard: [], turns: [], asked: 0, isRefused: false };
  const club = {
    wanted: () => tab.wanted,
    open: async (signal) => openStream(tab, streams, signal),
    hear: (event) => tab.heard.push(event),
    turned: (isLive) => tab.turns.push(isLive),
    ask: () => (tab.asked += 1),
  };
  const join = () => {
    const channel = enter();
    const { postMessage } = channel;
    channel.postMessage = (data) => tab.isGone || postMessage(data);
    return channel;
  };
  tab.live = createLive(club, {
    page,
    window,
    later: clock.later,
    cancel: clock.cancel,
    chance: () => chance,
    join: channels ? join : () => null,
  });
  tab.turn = (hidden) => {
    page.hidden = hidden;
    page.dispatchEvent(new Event("visibilitychange"));
  };
  return tab;
}

const hello = 'retry: 2000\n\nid: 5\nevent: hello\ndata: {"version":5}\n\n';
const vote = (version) =>
  `id: ${version}\nevent: vote\ndata: {"version":${version},"proposal_id":7,"vote_count":3}\n\n`;
const open = ({ streams }) => streams.filter(({ isOpen }) => isOpen);
const versions = (tab) => tab.heard.map(({ kind, version }) => `${kind} ${version}`);

/** A tab that leads, and has heard where its stream begins. */
async function begin(browser, options) {
  const tab = createTab(browser, options);
  tab.live.sync();
  await browser.clock.pass(200);
  await settle();
  open(browser).at(-1)?.send(hello);
  await settle();
  return tab;
}

/** A tab that has crashed says nothing any more. */
function crash(tab, { streams }) {
  for (const stream of streams) if (stream.tab === tab) stream.isOpen = false;
  tab.isGone = true;
}

test("what the stream brings is heard, however it is cut", async () => {
  const browser = createBrowser();
  const tab = await begin(browser);
  const [stream] = browser.streams;
  const text = vote(6) + ":\n\n" + vote(7);
  for (const letter of text) stream.send(letter);
  await settle();
  assert.deepEqual(versions(tab), ["hello 5", "vote 6", "vote 7"]);
  assert.deepEqual(tab.turns, [true]);
});

test("a letter of several bytes that is cut in two stays one", async () => {
  const browser = createBrowser();
  const tab = await begin(browser);
  const text = 'event: film\ndata: {"version":6,"title":"Żywot"}\n\n';
  for (const byte of new TextEncoder().encode(text))
    browser.streams[0].sendBytes(new Uint8Array([byte]));
  await settle();
  assert.equal(tab.heard[1].title, "Żywot");
});

test("seven tabs have one stream, and hear the same", async () => {
  const browser = createBrowser();
  const tabs = [await begin(browser)];
  for (let i = 1; i < 7; i++) {
    tabs.push(createTab(browser, { chance: i / 10 }));
    tabs[i].live.sync();
    await settle();
    await browser.clock.pass(300);
  }
  assert.equal(browser.streams.length, 1);
  browser.streams[0].send(vote(6));
  await settle();
  for (const tab of tabs) {
    assert.ok(tab.live.isLive());
    assert.equal(versions(tab).at(-1), "vote 6");
  }
});

test("a tab that comes later asks for what it has missed", async () => {
  const browser = createBrowser();
  await begin(browser);
  const late = createTab(browser, { chance: 0.9 });
  late.live.sync();
  await settle();
  assert.deepEqual(late.turns, [true]);
});

test("of tabs that open at once one leads, and of two leaders the lower rank stays", async () => {
  const browser = createBrowser();
  const tabs = [0.3, 0.1, 0.2].map((chance) => createTab(browser, { chance }));
  browser.isDeaf = true;
  for (const tab of tabs) tab.live.sync();
  await browser.clock.pass(200);
  await settle();
  assert.equal(open(browser).length, 3);
  browser.isDeaf = false;
  await browser.clock.pass(1_500);
  await settle();
  assert.ok(open(browser).length === 1 && open(browser)[0].tab === tabs[1]);
});

test("where the leader closes another takes over at once, where it crashes after a while", async () => {
  for (const [leave, patience] of [
    [(tab) => tab.window.dispatchEvent(new Event("pagehide")), 400],
    [crash, 5_000],
  ]) {
    const browser = createBrowser();
    const first = await begin(browser, { chance: 0.1 });
    const second = createTab(browser, { chance: 0.2 });
    second.live.sync();
    await settle();
    leave(first, browser);
    await settle();
    await browser.clock.pass(patience);
    await settle();
    assert.ok(open(browser).at(-1)?.tab === second);
    open(browser).at(-1).send(hello);
    await settle();
    assert.ok(second.live.isLive());
  }
});

test("a hidden tab hears nothing, and begins anew when it is seen", async () => {
  const browser = createBrowser();
  const tab = await begin(browser);
  tab.turn(true);
  await settle();
  assert.deepEqual([open(browser).length, tab.live.isLive()], [0, false]);
  await browser.clock.pass(60_000);
  assert.equal(open(browser).length, 0);
  tab.turn(false);
  await browser.clock.pass(200);
  assert.equal(open(browser).length, 1);
});

test("a page that was frozen, or kept for Back, begins anew", async () => {
  const browser = createBrowser();
  const tab = await begin(browser);
  for (const [target, leave, back] of [
    [tab.page, "freeze", "resume"],
    [tab.window, "pagehide", "pageshow"],
  ]) {
    target.dispatchEvent(new Event(leave));
    await settle();
    assert.equal(open(browser).length, 0, leave);
    target.dispatchEvent(new Event(back));
    await browser.clock.pass(200);
    assert.equal(open(browser).length, 1, back);
  }
});

test("whoever signs in, out, or takes another seat has another stream", async () => {
  const browser = createBrowser();
  const tab = await begin(browser);
  for (const wanted of ["0 2 1", "1 0 2", "0 1 3"]) {
    tab.wanted = wanted;
    tab.live.sync();
    await browser.clock.pass(200);
    assert.equal(open(browser).length, 1);
  }
  assert.equal(browser.streams.length, 4);
  tab.wanted = "";
  tab.live.sync();
  await browser.clock.pass(5_000);
  assert.equal(open(browser).length, 0, "a club that is closed to them");
});

test("a member's tab serves those of visitors, and not the other way round", async () => {
  const browser = createBrowser();
  const visitor = await begin(browser, { wanted: "1 0 0", chance: 0.1 });
  const member = await begin(browser, { wanted: "0 1 0", chance: 0.9 });
  assert.ok(open(browser).length === 1 && open(browser)[0].tab === member);
  open(browser)[0].send(vote(6));
  await settle();
  assert.equal(versions(visitor).at(-1), "vote 6");
});

test("a silent stream is given up after 35 seconds, one that says something is not", async () => {
  const browser = createBrowser();
  const tab = await begin(browser);
  await browser.clock.pass(30_000);
  browser.streams[0].send(":\n\n");
  await settle();
  await browser.clock.pass(30_000);
  assert.ok(tab.live.isLive());
  await browser.clock.pass(5_500);
  await settle();
  assert.deepEqual([tab.live.isLive(), open(browser).length], [false, 0]);
  await browser.clock.pass(2_000);
  assert.equal(open(browser).length, 1);
});

test("behind a proxy that holds everything back the page goes on asking", async () => {
  const browser = createBrowser();
  const tab = createTab(browser);
  tab.live.sync();
  await browser.clock.pass(10_300);
  await settle();
  assert.deepEqual([tab.turns, tab.asked, open(browser).length], [[], 1, 0]);
});

test("a stream that can't be had is tried less and less, and somebody finds out why", async () => {
  const browser = createBrowser();
  const tab = createTab(browser);
  tab.isRefused = true;
  tab.live.sync();
  const counts = [];
  for (let minute = 0; minute < 6; minute++) {
    await browser.clock.pass(60_000);
    counts.push(tab.asked);
  }
  assert.ok(counts[0] <= 8, counts.join());
  assert.ok(counts[5] - counts[4] <= 2 && counts[5] > counts[3], counts.join());
  tab.isRefused = false;
  await browser.clock.pass(60_000);
  assert.equal(open(browser).length, 1);
});

test("after a restart of the server the tab is back in a second, and another tab knows of it", async () => {
  const browser = createBrowser();
  const tab = await begin(browser);
  const other = createTab(browser, { chance: 0.9 });
  other.live.sync();
  browser.streams[0].send(":\n\n");
  browser.streams[0].send(":\n\n");
  await settle();
  browser.streams[0].end();
  await settle();
  assert.deepEqual([tab.live.isLive(), other.live.isLive()], [false, false]);
  await browser.clock.pass(1_000);
  open(browser)[0].send(hello);
  await settle();
  assert.deepEqual([tab.live.isLive(), other.live.isLive()], [true, true]);
});

test("where tabs can't talk each that is seen has a stream", async () => {
  const browser = createBrowser();
  await begin(browser, { channels: false });
  await begin(browser, { channels: false });
  assert.equal(open(browser).length, 2);
});
