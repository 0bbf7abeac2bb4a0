import { endSession, refresh, showFilm, vote } from "../../actions.js";
import * as api from "../../api.js";
import { ApiError } from "../../api.js";
import { signIn as ask } from "../../calls.js";
import { memberOf } from "../../state.js";

/** @param {Page} page @param {string} name @param {string} password */
export async function signIn(page, name, password) {
  const { member } = await ask(name, password);
  await become(page, member);
  await refresh(page);
  runErrand(page);
}

/** The page becomes that of whoever has just got a session. @param {Page} page @param {Self} member */
export async function become(page, member) {
  api.forget();
  const me = await meWithCookie();
  if (memberOf(page.state())) endSession(page);
  page.dispatch({ type: "signed-in", member, at: page.moment() });
  page.dispatch({ type: "me", me });
}

/** The browser may have refused the cookie: then nobody has signed in. */
async function meWithCookie() {
  try {
    return await api.me();
  } catch (error) {
    const isLost = error instanceof ApiError && error.slug === "unauthenticated";
    throw isLost ? new ApiError("cookie-not-kept") : error;
  }
}

/** What the visitor was about to do when asked who is there. @param {Page} page */
function runErrand(page) {
  const { errand, route } = page.state();
  page.dispatch({ type: "errand", errand: null });
  if (errand?.path) page.replace(errand.path);
  else if (route.name === "sign-in") page.leave();
  if (route.name === "film") showFilm(page, route.id);
  if (errand?.vote) vote(page, errand.vote, true);
}
