import { createAsking } from "../../asking.js";
import { busy, createConfirm } from "../../components/form.js";
import { disc } from "../../components/vote.js";
import { attr, elt, facts, fill, keyed, line, on, text } from "../../dom.js";
import { initials } from "../../format.js";
import { age } from "../../telling.js";
import { say, sayApart } from "../../words/say.js";
import * as calls from "./calls.js";
import { toTell } from "./refusals.js";
import { CHANGES, explainMember } from "./roster.js";

/** @typedef {(member: RosterMember, isIn: boolean) => Promise<void>} Decide */

/** @param {Decide} decide */
function createGuests(decide) {
  const heading = elt("h2", { tabindex: -1 }, say("members.waiting"));
  const note = elt("p", { class: "me-note" }, say("members.waiting-note"));
  const strip = elt("p", { class: "strip", role: "alert", hidden: true });
  const list = elt("ul", { class: "guests" });
  const panel = { class: "panel club-waiting", hidden: true };
  const dom = elt("section", panel, heading, note, strip, list);
  const rows = keyed(list, () => createGuest(decide));

  /** @param {string | null} words */
  const tell = (words) => line(strip, words);

  /** @param {readonly RosterMember[]} items */
  function show(items) {
    const known = initials(items.map(({ name }) => name));
    rows.sync(items.map(({ id }) => id));
    for (const member of items) rows.parts.get(member.id)?.sync(member, known);
    attr(dom, "hidden", items.length === 0);
  }

  return { dom, show, focus: () => heading.focus(), tell };
}

/**
 * Who has signed up and waits; nothing where nobody does.
 * @param {Page} page
 * @param {(said: string) => Promise<void>} done
 */
export function createWaiting(page, done) {
  const guests = createGuests(decide);
  const asking = createAsking();

  async function load() {
    const isWanted = asking();
    try {
      const { items } = await calls.members({ q: "", state: "waiting", cursor: null });
      if (isWanted()) guests.show(items);
    } catch (error) {
      toTell(page, error); // the list below tells it as well
    }
  }

  /** @type {Decide} */
  async function decide({ id, name }, isIn) {
    guests.tell(null);
    try {
      const { etag } = await calls.member(id);
      await (isIn ? calls.changeMember(id, etag, CHANGES.admit) : calls.removeMember(id));
      await load();
      guests.focus();
      await done(sayApart(isIn ? "did.admit" : "did.remove", { name }));
    } catch (caught) {
      const error = toTell(page, caught);
      if (!error) return;
      const { title, next } = explainMember(error, name);
      await load();
      guests.tell(`${title} ${next}`);
    }
  }

  return { dom: guests.dom, load, forget: () => guests.show([]) };
}

/** @param {Decide} decide */
function createGuest(decide) {
  const face = elt("span", { class: "cast-face" });
  const name = elt("strong", { dir: "auto" });
  const since = elt("p", { class: "facts" });
  const admit = elt("button", { class: "button button-primary", type: "button" }, say("act.admit"));
  const acts = elt("div", { class: "guest-acts" }, admit);
  const dom = elt("li", {}, face, elt("div", { class: "guest-words" }, name, since), acts);
  /** @type {RosterMember | null} */
  let latest = null;
  on(admit, "click", () => busy(admit, async () => void (latest && (await decide(latest, true)))));

  /** @param {RosterMember} member */
  function createRemove(member) {
    const question = () => say("ask.remove", { name: member.name });
    const words = { label: say("act.remove"), question, yes: say("yes.remove") };
    return createConfirm({ ...words, about: member.name }, () => decide(member, false)).dom;
  }

  /** @param {RosterMember} member @param {Map<string, string>} letters */
  function sync(member, letters) {
    if (!latest) acts.append(createRemove(member));
    latest = member;
    fill(face, disc(member, letters));
    text(name, member.name);
    attr(
      admit,
      "aria-label",
      say("confirm.about", { label: say("act.admit"), about: member.name }),
    );
    facts(since, [say("members.since", { when: age(member.created_at, Date.now()) })]);
  }

  return { dom, sync };
}
