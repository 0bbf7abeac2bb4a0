// What a phone waits for: a club's first page ever, while its films are still on their way here; a
// browser that was never here; and the same browser again.
import { completeAt } from "../browser/support/complete.mjs";
import { launch, newContext } from "../browser/support/browser.mjs";
import { median } from "./load.mjs";
import { OutsideClub, withPosters } from "./outside.mjs";

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

/** A browser that was just started, and then once more with what it keeps. */
async function measureVisit(club) {
  const browser = await launch();
  try {
    const context = await newContext(browser, "phone", { baseURL: club.url });
    const page = await context.newPage();
    return { cold: await open(page), warm: await open(page) };
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
    const visits = [];
    for (let i = 0; i < RUNS; i++) visits.push(await measureVisit(club));
    const cards = first.map((it) => it.cards);
    report(`390 px, first page ever: ${FILMS} cards`, cards);
    const posters = first.map((it) => it.posters);
    report(`  posters in sight, upstream takes 2 × ${DELAY} ms`, posters);
    const cold = visits.map((it) => it.cold);
    report("390 px, a new browser: complete", cold);
    const warm = visits.map((it) => it.warm);
    report("  the same again", warm);
  } finally {
    await club.stop();
  }
}
