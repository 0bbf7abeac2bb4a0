import { refresh, toast, vote } from "../../actions.js";
import { turn } from "../../turn.js";
import { ApiError } from "../../api.js";
import * as calls from "../../calls.js";
import { focusMain } from "../../dom.js";
import { say, sayApart } from "../../words/say.js";
import { become } from "../sign_in/become.js";

/**
 * Makes a member of the reader. Where the browser keeps no cookie, their own link is all they have:
 * it is shown in any case.
 * @param {Page} page
 * @param {Joining} joining
 */
async function join(page, joining) {
  const { member, entry } = await calls.joinClub(joining);
  try {
    await become(page, member);
  } finally {
    page.dispatch({ type: "own-link", secret: entry.secret });
  }
  return member;
}

/** In, and on to what the reader came for. @param {Page} page @param {Joining} joining */
export async function joinAndVote(page, joining) {
  const { name, state } = await join(page, joining);
  if (state === "waiting") return;
  await goOn(page);
  page.dispatch({ type: "spoken", text: say("join.spoken", { name }) });
}

/** The first admin; the club has its name from now on. @param {Page} page @param {Joining} joining */
export async function setUp(page, joining) {
  await join(page, joining);
  await refresh(page, true);
}

/** @param {Page} page @param {{entry: string, password?: string}} entry */
export async function enter(page, entry) {
  const { member } = await calls.enter(entry);
  await become(page, member);
  await goOn(page);
  toast(page, sayApart("enter.welcome", { name: member.name }));
  await turn(page);
}

/** To the films, and the vote that somebody was asked for their name for. @param {Page} page */
async function goOn(page) {
  const { errand } = page.state();
  page.replace(errand?.path ?? "/");
  focusMain();
  await refresh(page);
  if (errand?.vote) await vote(page, errand.vote, true);
}

/**
 * What the link opens, asked once for each.
 * @param {() => void} changed
 */
export function createLookup(changed) {
  let asked = "";
  /** @type {Opened | null} */
  let answer = null;
  /** @type {ApiError | null} */
  let trouble = null;

  /** @param {string} secret @param {Opened | null} opened @param {ApiError | null} error */
  function tell(secret, opened, error) {
    if (secret !== asked) return;
    answer = opened;
    trouble = error;
    changed();
  }

  /** @param {string} secret */
  async function ask(secret) {
    asked = secret;
    answer = trouble = null;
    try {
      tell(secret, await calls.lookUp(secret), null);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      tell(secret, null, error);
    }
  }

  /** @param {string} secret */
  function of(secret) {
    if (secret !== asked) ask(secret);
    return { answer, trouble };
  }

  return {
    of,
    again: () => ask(asked),
    /** The link has stopped working meanwhile. @param {ApiError} error */
    fail: (error) => tell(asked, null, error),
  };
}
