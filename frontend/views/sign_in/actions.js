import { refresh, showFilm, toast, vote } from "../../actions.js";
import { turn } from "../../turn.js";
import { signIn as ask } from "../../calls.js";
import { focusMain } from "../../dom.js";
import { memberOf } from "../../state.js";
import { sayApart } from "../../words/say.js";
import { become } from "./become.js";

/** @param {Page} page @param {string} name @param {string} password */
export async function signIn(page, name, password) {
  const before = memberOf(page.state());
  const { member } = await ask(name, password);
  await become(page, member);
  await refresh(page);
  const isBeside = before !== null && before.id !== member.id;
  runErrand(page, isBeside);
  if (isBeside) greetBeside(page, member);
  await turn(page);
}

/** Whoever sits down beside others starts at the films. @param {Page} page @param {Self} member */
function greetBeside(page, { name }) {
  scrollTo(0, 0);
  focusMain();
  toast(page, sayApart("sign-in.added", { name }));
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
