import { attr, elt, line, named, on } from "../../dom.js";
import { explain } from "../../errors.js";
import { at } from "../../root.js";
import { isInside, memberOf } from "../../state.js";
import { isFull } from "../../knowing.js";
import { say, sayWith } from "../../words/say.js";
import { createLookup } from "./actions.js";
import { createKept } from "./kept.js";
import { createNameForm } from "./name_form.js";
import { createChoice, createPass } from "./pass.js";
import { explainLink, isAboutLink, notHere, signInInstead, tryAgain } from "./trouble.js";

/**
 * Where an invitation leads, and whoever wants to join a club that is open to all.
 * @param {Verbs} verbs
 * @returns {View}
 */
export function create({ page, retry }) {
  const lookup = createLookup(() => sync(page.state()));
  const form = createNameForm(page, lookup.fail);
  const kept = createKept();
  const member = createAlreadyIn(() => {
    isAnother = true;
    sync(page.state());
  });
  const choice = createChoice({ form: form.dom, kept: kept.dom, member: member.dom });
  let isAnother = false;

  /** What to show: one of the parts, or why not. @param {State} state @returns {Parameters<typeof choice.show>} */
  function choose({ club, secret, trouble, ownLink }) {
    if (ownLink) return ["kept"];
    if (!club) return [null, trouble && { ...explain(trouble), action: tryAgain(retry) }];
    if (club.member && !isAnother) return [isInside(club) ? "member" : "kept"];
    const elsewhere = notHere(club, secret);
    if (elsewhere) return [null, elsewhere];
    if (!secret) return club.sign_up === "open" ? ["form"] : [null, noLink(club)];
    const { answer, trouble: why } = lookup.of(secret);
    if (why) return [null, noWay(why, club, lookup.again)];
    return [answer && "form"];
  }

  /** @param {State} state */
  function sync(state) {
    if (state.route.name !== "join") {
      isAnother = false;
      form.forget();
      choice.show(null);
      return;
    }
    const choice_ = choose(state);
    form.sync(state, state.secret ? lookup.of(state.secret).answer : null);
    kept.sync(state);
    member.sync(state);
    if (choice.show(...choice_) && choice_[0] === "form") form.focus();
  }

  return { dom: choice.dom, sync };
}

/**
 * Where anybody may join, nobody needs the link: a page that is loaded anew has forgotten it.
 * @param {ApiError} why
 * @param {Club} club
 * @param {() => void} again
 * @returns {Message}
 */
function noWay(why, { sign_up }, again) {
  const message = explainLink(why, again);
  if (!isAboutLink(why) || sign_up !== "open") return message;
  return { ...message, action: { label: say("sign-in.join"), run: () => location.reload() } };
}

/** @param {Club} club @returns {Message} */
const noLink = ({ sign_up }) => ({
  title: say(sign_up === "closed" ? "over.paused" : "join.no-link"),
  next: say(sign_up === "closed" ? "join.closed-next" : "join.no-link-next"),
  action: signInInstead(),
});

/** Who opens a link in a browser where somebody is in already. @param {() => void} another */
function createAlreadyIn(another) {
  const title = elt("h1", { class: "pass-title" });
  const films = elt("a", { class: "button button-primary", href: at("/") }, say("way.films"));
  const other = elt(
    "button",
    { class: "button button-quiet", type: "button" },
    say("join.another"),
  );
  on(other, "click", another);
  const full = elt("p", { class: "form-help" });
  const dom = createPass([title], [elt("div", { class: "pass-ways" }, films, other, full)]);

  /** @param {State} state */
  function sync(state) {
    named(title, [memberOf(state)?.name ?? ""], "", (name) => sayWith("join.in", { name }));
    attr(other, "hidden", isFull(state));
    line(full, isFull(state) ? say("join.full") : null);
  }

  return { dom, sync };
}
