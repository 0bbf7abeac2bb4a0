// DESIGN: where a reader is with their upload: a step, and what is known of it. The server keeps the
// upload for an hour, so whoever comes back meanwhile goes on where they were. What comes once they
// have left is nobody's.
import { complain, refresh } from "../../actions.js";
import { forgetMarks } from "../../marks.js";
import { say } from "../../words/say.js";
import { toTell } from "../club/refusals.js";
import * as calls from "./calls.js";
import { LARGEST, unfinished } from "./rows_now.js";
import { refusal } from "./telling.js";

/**
 * @typedef {object} Now
 * @property {"choosing" | "looking" | "report"} step
 * @property {Upload | null} upload
 * @property {number} round grows when much has changed in its rows
 * @property {UploadRow | null} chosen the last row that was
 * @property {string | null} reading the file that is being read
 * @property {string | null} trouble why something did not work
 */

/** @type {Now} */
export const START = {
  step: "choosing",
  upload: null,
  round: 0,
  chosen: null,
  reading: null,
  trouble: null,
};

/**
 * @param {Page} page
 * @param {(now: Now, isMove: boolean) => void} show isMove: the reader has come to another step
 */
export function createFlow(page, show) {
  let now = START;
  let ending = new AbortController();

  /** @param {Partial<Now>} change */
  function turn(change, isMove = false) {
    now = { ...now, reading: null, trouble: null, ...change };
    show(now, isMove);
  }

  /** @param {Upload} upload */
  function look(upload, isMove = true) {
    turn({ step: "looking", upload, round: now.round + 1 }, isMove);
  }

  /** @param {string | null} trouble */
  function startAgain(trouble = null) {
    turn({ ...START, round: now.round + 1, trouble }, true);
  }

  /** @param {unknown} error */
  function fail(error) {
    const trouble = toTell(page, error);
    if (trouble?.slug === "not-found") startAgain(say("imports.gone"));
    else turn({ trouble: trouble && refusal(trouble) });
  }

  /**
   * @template T
   * @param {(signal: AbortSignal, id: number) => Promise<T>} question
   * @param {(answer: T) => void} take
   */
  async function ask(question, take, refuse = fail) {
    const { signal } = ending;
    try {
      const answer = await question(signal, now.upload?.id ?? 0);
      if (!signal.aborted) take(answer);
    } catch (error) {
      if (!signal.aborted) refuse(error);
    }
  }

  function forget() {
    ending.abort();
    ending = new AbortController();
    turn({ ...START, round: now.round + 1 });
  }

  return { now: () => now, turn, look, startAgain, fail, ask, forget };
}

/** @typedef {ReturnType<typeof createFlow>} Flow */

/** What is done with a file. @param {Flow} flow */
export const createSending = ({ now, turn, look, ask }) => ({
  /** @param {File} file */
  send(file) {
    if (file.size > LARGEST) {
      turn({ trouble: say("imports.too-large") });
      return;
    }
    turn({ reading: file.name });
    ask((signal) => calls.send(file, signal), look);
  },

  /** Where they were before, if they don't begin with another file meanwhile. */
  goOn() {
    ask(calls.uploads, ({ items }) => {
      const kept = unfinished(items);
      if (kept && now().step === "choosing" && now().reading === null) look(kept, false);
    });
  },
});

/** @param {UploadRow} row */
const decided = ({ film, title, imdb_id }) =>
  film
    ? say("imports.chosen", { title: film.title ?? film.imdb_id ?? "" })
    : say("imports.skipped", { title: title ?? imdb_id ?? "" });

/** What is done with an upload. @param {Page} page @param {Flow} flow */
export const createDeeds = (page, { now, turn, look, startAgain, fail, ask }) => ({
  /** Beside a long list nobody would see what went wrong. @type {import("./row.js").Choose} */
  choose: ({ number }, choice) =>
    ask(
      (_, id) => calls.choose(id, number, choice),
      ({ row, upload }) => {
        turn({ upload, chosen: row });
        if (row.chosen) page.dispatch({ type: "spoken", text: decided(row) });
      },
      (error) => (calls.isGone(error) ? fail(error) : complain(page, error)),
    ),

  /** @param {UploadKind} kind */
  sayKind: (kind) => ask((_, id) => calls.sayKind(id, kind), look),

  apply: () =>
    ask(
      (_, id) => calls.apply(id),
      (upload) => {
        turn({ step: "report", upload }, true);
        forgetMarks();
        refresh(page, true);
      },
    ),

  drop: () =>
    ask(
      (_, id) => calls.drop(id),
      () => startAgain(),
    ),

  rest() {
    const { upload } = now();
    if (upload) look(upload);
  },

  another: () => startAgain(),
});
