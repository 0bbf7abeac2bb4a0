import { ApiError } from "../../api.js";
import { createAsking } from "../../asking.js";
import { createConfirm, createField, createForm } from "../../components/form.js";
import { copy } from "../../components/link.js";
import { attr, elt, line, on, text } from "../../dom.js";
import { oneLine } from "../../errors.js";
import { about } from "../../flaws.js";
import { age } from "../../telling.js";
import { seatNow } from "../../seat.js";
import { say } from "../../words/say.js";
import * as calls from "./calls.js";
import { createFold } from "./fold.js";

/** @param {Token} token */
function usedOf({ scope, created_at: made, last_used_at: used }) {
  const now = Date.now();
  const when = used
    ? say("token.used", { when: age(used, now) })
    : say("token.unused", { when: age(made, now) });
  return `${say(`token.${scope}`)} · ${when}`;
}

/** @param {Token} token @param {() => void} revoke */
function createRow(token, revoke) {
  const name = token.name ?? say("token.of-host");
  const end = createConfirm(
    {
      label: say("token.revoke"),
      question: () => say("token.revoke-question", { name }),
      yes: say("token.revoke"),
      about: name,
    },
    revoke,
  );
  const words = elt(
    "span",
    {},
    elt("strong", { dir: "auto" }, name),
    elt("span", {}, usedOf(token)),
  );
  return elt("li", {}, words, end.dom);
}

/** A token right after it was made: to copy, this once. */
function createFresh() {
  const input = elt("input", { id: "my-token", class: "link-address", readonly: true });
  const button = elt("button", { class: "button button-primary", type: "button" });
  const said = elt("p", { class: "link-said", role: "status" });
  const label = elt("label", { for: "my-token" });
  const note = elt("p", { class: "me-once" }, say("token.once"));
  const field = elt("div", { class: "field" }, label, input);
  const buttons = elt("div", { class: "link-buttons" }, button, said);
  const dom = elt("div", { class: "me-fresh", hidden: true }, note, field, buttons);

  let shown = 0;
  text(button, say("token.copy"));
  on(input, "focus", () => input.select());
  on(button, "click", async () => {
    const isCopied = await copy(input);
    text(said, say(isCopied ? "link.copied" : "token.not-copied"));
  });

  /** @param {NewToken | null} made */
  function show(made) {
    shown = made?.id ?? 0;
    input.value = made?.token ?? "";
    text(label, say("token.fresh", { name: made?.name ?? "" }));
    text(said, "");
    attr(dom, "hidden", made === null);
    if (made) button.focus();
  }

  /** Those that still work. @param {readonly Token[]} items */
  function keep(items) {
    if (items.every(({ id }) => id !== shown)) show(null);
  }

  return { dom, show, keep };
}

/** @param {"read" | "write"} value @param {boolean} isChosen */
function createScope(value, isChosen) {
  const about = { class: "cover", type: "radio", name: "token-scope" };
  const input = elt("input", { ...about, value, checked: isChosen });
  const mark = elt("span", { class: "radio-mark" });
  return { input, dom: elt("label", { class: "scope" }, input, mark, say(`token.${value}`)) };
}

/** @param {(wish: TokenWish) => Promise<void>} make */
function createMaker(make) {
  const name = createField(
    { name: "token-name", label: say("token.name"), hint: say("token.name-hint") },
    { type: "text", maxlength: 100, autocomplete: "off", dir: "auto" },
  );
  const read = createScope("read", true);
  const write = createScope("write", false);
  const legend = elt("legend", {}, say("token.scope"));
  const scopes = elt("fieldset", { class: "scopes" }, legend, read.dom, write.dom);
  const dom = elt("details", { class: "me-fold" }, elt("summary", {}, say("token.make")));

  async function send() {
    const wanted = name.input.value.trim();
    if (!wanted) name.complain(say("token.no-name"));
    else await make({ name: wanted, scope: write.input.checked ? "write" : "read" });
  }

  /** @param {ApiError} error */
  function place(error) {
    const wrong = about(error, "/name");
    name.complain(wrong);
    return wrong !== null;
  }

  function forget() {
    name.input.value = "";
    name.complain(null);
    form.forget();
    read.input.checked = true;
    dom.open = false;
  }

  const button = { label: say("token.make-it"), look: "plain" };
  const form = createForm(button, send, place, name.dom, scopes);
  dom.append(form.dom);
  return { dom, forget };
}

/** @param {(id: number) => void} revoke @param {(hasTokens: boolean) => void} found */
function createList(revoke, found) {
  const rows = elt("ul", { class: "rows tokens" });
  const none = elt("p", { class: "me-standing", hidden: true }, say("token.none"));
  const trouble = elt("p", { class: "form-error", role: "alert", hidden: true });
  const dom = elt("div", {}, rows, none, trouble);

  /** @param {readonly Token[]} items */
  function show(items) {
    line(trouble, null);
    attr(none, "hidden", items.length > 0);
    found(items.length > 0);
    rows.replaceChildren(...items.map((token) => createRow(token, () => revoke(token.id))));
  }

  /** @param {unknown} error */
  function fail(error) {
    if (!(error instanceof ApiError)) throw error;
    line(trouble, oneLine(error));
  }

  function forget() {
    show([]);
    attr(none, "hidden", true);
  }

  return { dom, show, fail, forget };
}

const createNote = () => elt("p", { class: "me-note" }, say("token.note"));

/**
 * What programs of the reader come in with.
 * @param {(hasTokens: boolean) => void} found
 */
export function createTokens(found) {
  const [list, fresh, maker] = [createList(revoke, found), createFresh(), createMaker(make)];
  const asking = createAsking();
  const fold = createFold(say("token.title"), createNote(), list.dom, fresh.dom, maker.dom);

  /** @param {TokenWish} wish */
  async function make(wish) {
    const seat = seatNow();
    const made = await calls.makeToken(wish);
    if (seat !== seatNow()) return;
    maker.forget();
    fresh.show(made);
    await load();
  }

  /** @param {number} id */
  async function revoke(id) {
    try {
      await calls.revokeToken(id);
      await load();
    } catch (error) {
      list.fail(error);
    }
    fold.heading.focus();
  }

  async function load() {
    const isWanted = asking();
    try {
      const { items } = await calls.tokens();
      if (!isWanted()) return;
      list.show(items);
      fresh.keep(items);
    } catch (error) {
      if (isWanted()) list.fail(error);
    }
  }

  /** Whoever comes next does not see it. */
  function forget() {
    fresh.show(null);
    for (const part of [maker, list]) part.forget();
    fold.close();
  }

  return { dom: fold.dom, load, forget };
}
