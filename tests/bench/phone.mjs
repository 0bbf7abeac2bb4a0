// What a phone waits for: a club's first page ever, while its films are still on their way here; the
// first page of a server that was just started, in a browser that was never here (cold start); the
// same browser again (warm); and another new browser, while the server runs.
import { completeAt } from "../browser/support/complete.mjs";
import { launch, newContext } from "../browser/support/browser.mjs";
import { median } from "./load.mjs";
import { OutsideClub, withPosters } from "../support/outside.mjs";

const FILMS = 10;
const DELAY = 300; // ms that upstream takes for each answer
const RUNS = 5;

/** Runs in the page: resolves with the time at which `count` cards are there. */
const cardsAt = (count) =>
  new Promise((resolve) => {
    const look = () => {
      if (document.querySelectorAll(".card").length < count) return requestAnimationFrame(look);
      return requestAnimationFrame(() => resolve(performance.now()));
    };
    look();
  });

async function open(page) {
  await page.goto("/", { waitUntil: "commit" });
  return page.evaluate(completeAt);
}

async function measureFirst() {
  const browser = await launch();
  const club = await OutsideClub.start();
  try {
    await club.upstream.script({ prefix: "/", delay: DELAY });
    const context = await newContext(browser, "phone", { baseURL: club.url });
    const page = await context.newPage();
    await club.propose(withPosters(FILMS));
    await page.goto("/", { waitUntil: "commit" });
    const cards = await page.evaluate(cardsAt, FILMS);
    return { cards, posters: await page.evaluate(completeAt) };
  } finally {
    await club.stop();
    await browser.close();
  }
}

/**
 * A browser that was just started, and then once more with what it keeps. `restart`: so was the
 * server, which has its database and posters, but nothing in memory yet; its start is not counted.
 */
async function measureVisit(club, { restart }) {
  const browser = await launch();
  try {
    if (restart) {
      await club.halt();
      await club.start();
    }
    const context = await newContext(browser, "phone", { baseURL: club.url });
    const page = await context.newPage();
    return { first: await open(page), again: await open(page) };
  } finally {
    await browser.close();
  }
}

export async function measurePhone(say) {
  const report = (what, times) =>
    say(what, `${Math.round(median(times))} ms  (${times.map(Math.round).join(", ")})`);
  const first = [];
  for (let i = 0; i < RUNS; i++) first.push(await measureFirst());
  const club = await OutsideClub.start();
  try {
    await club.propose(withPosters(FILMS));
    await club.until((film) => film.poster);
    const [started, running] = [[], []];
    for (let i = 0; i < RUNS; i++) {
      started.push(await measureVisit(club, { restart: true }));
      running.push(await measureVisit(club, { restart: false }));
    }
    const cards = first.map((it) => it.cards);
    report(`390 px, first page ever: ${FILMS} cards`, cards);
    const posters = first.map((it) => it.posters);
    report(`  posters in sight, upstream takes 2 × ${DELAY} ms`, posters);
    const of = (visits, which) => visits.map((it) => it[which]);
    report("390 px, cold start (new server, new browser): complete", of(started, "first"));
    report("  warm: the same browser again", of(started, "again"));
    report("  another new browser, the server runs", of(running, "first"));
  } finally {
    await club.stop();
  }
}
