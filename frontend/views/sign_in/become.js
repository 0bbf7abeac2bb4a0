import * as api from "../../api.js";
import { ApiError } from "../../api.js";

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
