import { createField, createForm, createPasswordField } from "../../components/form.js";
import { elt } from "../../dom.js";
import { about, explain } from "../../errors.js";
import { at } from "../../root.js";
import { say } from "../../words/say.js";
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
  return { club, name, password };
}

/**
 * @param {Page} page
 * @param {(error: ApiError) => void} fail the link does not work any more
 * @param {() => void} done
 */
function createSetUpForm(page, fail, done) {
  const { club, name, password } = createSetUpFields();

  /** The first that is missing. */
  function missing() {
    if (!club.input.value.trim()) return { field: club, why: say("setup.no-club") };
    if (!name.input.value.trim()) return { field: name, why: say("join.no-name") };
    if ([...password.input.value].length < 12) return { field: password, why: say("setup.short") };
    return null;
  }

  async function send() {
    const lacking = missing();
    if (lacking) {
      lacking.field.complain(lacking.why);
      return;
    }
    await setUp(page, {
      secret: page.state().secret,
      club_name: club.input.value.trim(),
      name: name.input.value.trim(),
      password: password.input.value,
    });
    done();
  }

  /** @param {ApiError} error */
  function place(error) {
    if (isAboutLink(error)) fail(error);
    const wrong = [about(error, "/password"), about(error, "/name"), about(error, "/club_name")];
    [password, name, club].forEach((field, index) => field.complain(wrong[index]));
    return isAboutLink(error) || wrong.some((each) => each !== null);
  }

  const fields = [club, name, password].map((field) => field.dom);
  const form = createForm({ label: say("setup.open") }, send, place, ...fields);
  const title = elt("h1", { class: "pass-title" }, say("setup.title"));
  const lead = elt("p", { class: "pass-lead" }, say("setup.lead"));
  const dom = createPass([title, lead], [form.dom]);

  function forget() {
    password.forget();
    form.forget();
  }

  return { dom, forget, focus: () => club.input.focus() };
}
