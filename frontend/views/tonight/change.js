import { toast } from "../../actions.js";
import { createConfirm, createForm } from "../../components/form.js";
import { hourIn } from "../../club_clock.js";
import { attr, elt } from "../../dom.js";
import { say } from "../../words/say.js";
import { callOff, callOffSecond, settle } from "./actions.js";
import { createSettling, createStart, readStart, sayZone } from "./settle.js";

/** @param {State} state */
const zoneOf = ({ club }) => club?.time_zone ?? "UTC";

/** @param {Page} page */
function createStartForm(page) {
  const field = createStart("start", say("tonight.start-only"));
  const button = { label: say("tonight.save-start"), look: "plain" };
  const form = createForm(button, send, () => false, field.dom);
  /** @type {string | null | undefined} as it was when it was last written here */
  let written;

  async function send() {
    const { club } = page.state();
    const when = readStart(field, zoneOf(page.state()));
    if (!club?.tonight || !when) return;
    if (!(await settle(page, { proposal_id: club.tonight.proposal_id, ...when }))) return;
    const start = when.starts_at && hourIn(Date.parse(when.starts_at), club.time_zone);
    toast(page, start ? say("tonight.start-saved", { start }) : say("tonight.start-gone"));
  }

  /** @param {State} state */
  function sync(state) {
    const starts = state.club?.tonight?.starts_at ?? null;
    sayZone(field, zoneOf(state));
    if (starts === written) return;
    written = starts;
    field.input.value = starts ? hourIn(Date.parse(starts), zoneOf(state)) : "";
  }

  function reset() {
    written = undefined;
    field.complain(null);
  }

  return { dom: form.dom, sync, reset };
}

/** @param {Page} page @param {() => void} leave */
function createEnd(page, leave) {
  const question = () =>
    say(page.state().club?.tonight?.then ? "tonight.fell-question-both" : "tonight.fell-question");
  const words = { label: say("tonight.fell"), question, yes: say("tonight.fell-yes") };
  return createConfirm(words, async () => {
    if (await callOff(page)) leave();
  });
}

/** @param {Page} page */
function createSecondEnd(page) {
  const words = {
    label: say("tonight.second-drop"),
    question: () => say("tonight.second-question"),
    yes: say("tonight.second-yes"),
  };
  return createConfirm(words, async () => {
    const { club } = page.state();
    if (club?.tonight) await callOffSecond(page, club.tonight);
  });
}

/**
 * The evening that is settled: when it starts, a second film, and the way out.
 * @param {Page} page
 * @param {(title: string) => void} done a second film has been added
 * @param {() => void} leave
 */
export function createChange(page, done, leave) {
  const start = createStartForm(page);
  const second = createSettling(page, "second", done);
  const secondEnd = createSecondEnd(page);
  const end = createEnd(page, leave);
  const summary = elt("summary", {}, say("tonight.second"));
  const more = elt("details", { class: "night-also" }, summary, second.dom);
  const dom = elt("div", { class: "night-change" }, start.dom, more, secondEnd.dom, end.dom);

  /** @param {State} state */
  function sync(state) {
    start.sync(state);
    second.sync(state);
    attr(secondEnd.dom, "hidden", !state.club?.tonight?.then);
    const others = (state.open ?? []).some(({ tonight }) => !tonight);
    attr(more, "hidden", !others || Boolean(state.club?.tonight?.then));
  }

  function reset() {
    start.reset();
    second.reset();
    secondEnd.reset();
    end.reset();
    more.open = false;
  }

  return { dom, sync, reset };
}
