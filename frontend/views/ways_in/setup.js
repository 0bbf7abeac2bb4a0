import { createField, createForm, createPasswordField } from "../../components/form.js";
import { elt, named } from "../../dom.js";
import { explain } from "../../errors.js";
import { about } from "../../flaws.js";
import { at } from "../../root.js";
import { say, sayWith } from "../../words/say.js";
import { createLookup, setUp } from "./actions.js";
import { createFriends } from "./friends.js";
import { createChoice, createPass } from "./pass.js";
import { explainLink, isAboutLink, notHere, signInInstead, tryAgain } from "./trouble.js";

/**
 * Where the link leads that the server prints: the club gets its name and its first admin.
 * @param {Verbs} verbs
 * @returns {View}
 */
export function create({ page, retry }) {
  const lookup = createLookup(() => sync(page.state()));
  const friends = createFriends(page);
  const form = createSetUpForm(page, lookup.fail, begin);
  const choice = createChoice({ form: form.dom, friends: friends.dom });
  let isDone = false;

  /** The club is there: who comes to it? */
  function begin() {
    isDone = true;
    form.forget();
    sync(page.state());
    friends.begin();
  }

  /** @param {State} state @returns {Parameters<typeof choice.show>} */
  function choose({ club, secret, trouble }) {
    if (isDone) return ["friends"];
    if (!club) return [null, trouble && { ...explain(trouble), action: tryAgain(retry) }];
    if (club.is_set_up) return [null, alreadySetUp(club)];
    if (!secret) return [null, { title: say("setup.no-link"), next: say("setup.where") }];
    const elsewhere = notHere(club, secret);
    if (elsewhere) return [null, elsewhere];
    const { answer, trouble: why } = lookup.of(secret);
    if (why) return [null, isAboutLink(why) ? deadLink() : explainLink(why, lookup.again)];
    return [answer && "form"];
  }

  /** @param {State} state */
  function sync(state) {
    if (state.route.name !== "setup") {
      isDone = false;
      form.forget();
      choice.show(null);
      return;
    }
    const chosen = choose(state);
    if (chosen[0] === "form") form.sync(lookup.of(state.secret).answer);
    friends.sync(state);
    if (!choice.show(...chosen)) return;
    if (chosen[0] === "form") form.focus();
    else friends.focus();
  }

  return { dom: choice.dom, sync };
}

/** @returns {Message} */
const deadLink = () => ({ title: say("setup.dead"), next: say("setup.dead-next") });

/** @param {Club} club @returns {Message} */
const alreadySetUp = ({ member }) => ({
  title: say("setup.already"),
  next: say(member ? "setup.already-in" : "setup.already-next"),
  action: member ? { label: say("way.films"), href: at("/") } : signInInstead(),
});

/** The club's name, where the host has not named it, and whoever becomes its admin. */
function createSetUpFields() {
  const club = createField(
    { name: "setup-club", label: say("setup.club"), hint: say("setup.club-hint") },
    { type: "text", autocomplete: "off", maxlength: 200, dir: "auto" },
  );
  const name = createField(
    { name: "setup-name", label: say("join.name") },
    { type: "text", autocomplete: "username", spellcheck: "false", maxlength: 150, dir: "auto" },
  );
  const password = createPasswordField(
    { name: "setup-password", label: say("sign-in.password"), hint: say("setup.password-hint") },
    { autocomplete: "new-password" },
  );
  let isNamed = false;

  /** @param {boolean} next whether the club's name stands */
  function sync(next) {
    isNamed = next;
    club.dom.hidden = isNamed;
  }

  /** The first that is missing. */
  function missing() {
    if (!isNamed && !club.input.value.trim()) return { field: club, why: say("setup.no-club") };
    if (!name.input.value.trim()) return { field: name, why: say("join.no-name") };
    if ([...password.input.value].length < 12) return { field: password, why: say("setup.short") };
    return null;
  }

  const values = () => ({
    ...(!isNamed && { club_name: club.input.value.trim() }),
    name: name.input.value.trim(),
    password: password.input.value,
  });

  const focus = () => (isNamed ? name : club).input.focus();

  return { club, name, password, sync, missing, values, focus };
}

function createSetUpHead() {
  const title = elt("h1", { class: "pass-title" }, say("setup.title"));
  const lead = elt("p", { class: "pass-lead" });

  /** @param {Opened | null} opened */
  function sync(opened) {
    const key = opened?.is_named ? "setup.lead-named" : "setup.lead";
    named(lead, [opened?.club_name ?? ""], "", (club) => sayWith(key, { club }));
  }

  return { parts: [title, lead], sync };
}

/**
 * @param {Page} page
 * @param {(error: ApiError) => void} fail the link does not work any more
 * @param {() => void} done
 */
function createSetUpForm(page, fail, done) {
  const head = createSetUpHead();
  const fields = createSetUpFields();
  const { club, name, password } = fields;

  async function send() {
    const lacking = fields.missing();
    if (lacking) {
      lacking.field.complain(lacking.why);
      return;
    }
    await setUp(page, { secret: page.state().secret, ...fields.values() });
    done();
  }

  /** @param {ApiError} error */
  function place(error) {
    if (isAboutLink(error)) fail(error);
    const wrong = [about(error, "/password"), about(error, "/name"), about(error, "/club_name")];
    [password, name, club].forEach((field, index) => field.complain(wrong[index]));
    return isAboutLink(error) || wrong.some((each) => each !== null);
  }

  const inputs = [club, name, password].map((field) => field.dom);
  const form = createForm({ label: say("setup.open") }, send, place, ...inputs);
  const dom = createPass(head.parts, [form.dom]);

  /** @param {Opened | null} opened */
  function sync(opened) {
    head.sync(opened);
    fields.sync(opened?.is_named ?? false);
  }

  function forget() {
    password.forget();
    form.forget();
  }

  return { dom, sync, forget, focus: fields.focus };
}
