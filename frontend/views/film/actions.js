import { complain, toast } from "../../actions.js";
import * as api from "../../api.js";
import { filmOf } from "../../state.js";
import { titleOf } from "../../tally.js";

/** What withdrawing it asks. @param {string} film "this film", or "it" @param {number} votes */
export function withdrawal(film, votes) {
  const question = `Take ${film} off the list?`;
  if (votes === 0) return question;
  return `${question} Its ${votes === 1 ? "vote goes" : "votes go"} with it.`;
}

/** @param {Page} page @param {number} id */
export async function withdraw(page, id) {
  const proposal = filmOf(page.state(), id);
  try {
    await api.withdraw(id);
    const { route } = page.state();
    page.dispatch({ type: "removed", id, at: page.moment() });
    if (route.name === "film" && route.id === id) page.leave();
    if (proposal) toast(page, `${titleOf(proposal)} has been withdrawn.`);
  } catch (error) {
    complain(page, error);
  }
}

/** @param {Page} page @param {number} id @param {string} imdbId */
export async function link(page, id, imdbId) {
  const proposal = await api.link(id, imdbId);
  page.dispatch({ type: "added", proposal, at: page.moment() });
  toast(page, "Linked. Its poster and plot will show up once they’re found.");
}
