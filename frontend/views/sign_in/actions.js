import { refresh, showFilm, toast, vote } from "../../actions.js";
import * as api from "../../api.js";
import { ApiError } from "../../api.js";
import { signIn as ask } from "../../calls.js";
import { focusMain } from "../../dom.js";
import { memberOf } from "../../state.js";
import { sayApart } from "../../words/say.js";

/** @param {Page} page @param {string} name @param {string} password */
export async function signIn(page, name, password) {
  const before = memberOf(page.state());
  const { member } = await ask(name, password);
  await become(page, member);
  await refresh(page);
  const isBeside = before !== null && before.id !== member.id;
  runErrand(page, isBeside);
  if (isBeside) greetBeside(page, member);
}

/** Whoever sits down beside others starts at the films. @param {Page} page @param {Self} member */
function greetBeside(page, { name }) {
  scrollTo(0, 0);
  focusMain();
  toast(page, sayApart("sign-in.added", { name }));
}

/**
 * The page becomes that of whoever has just got a session. Votes that are on their way land first: they
 * are another member's.
 * @param {Page} page
 * @param {Self} member
 */
export async function become(page, member) {
  const me = await meWithCookie(member);
  await takeSeat(page, me);
}

/** The page becomes a member's who sits at this browser. @param {Page} page @param {Me} me */
export async function takeSeat(page, me) {
  await Promise.all(page.flying.values());
  api.forget();
  page.flying = new Map();
  page.dispatch({ type: "signed-in", member: me, at: page.moment() });
  page.dispatch({ type: "me", me });
}

/** The browser may have refused the cookie: then nobody has signed in. @param {Self} member */
async function meWithCookie({ id }) {
  try {
    return await api.me(id);
  } catch (error) {
    const isLost = error instanceof ApiError && error.slug === "unauthenticated";
    throw isLost ? new ApiError("cookie-not-kept") : error;
  }
}

/** What the visitor was about to do when asked who is there. @param {Page} page @param {boolean} isBeside */
function runErrand(page, isBeside) {
  const { errand, route } = page.state();
  page.dispatch({ type: "errand", errand: null });
  if (errand?.path || isBeside) page.replace(errand?.path ?? "/");
  else if (route.name === "sign-in") page.leave();
  if (route.name === "film") showFilm(page, route.id);
  if (errand?.vote) vote(page, errand.vote, true);
}
