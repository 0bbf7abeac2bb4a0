import { attr, elt, line, on } from "../../dom.js";
import { ApiError } from "../../api.js";
import { oneLine } from "../../errors.js";
import { say } from "../../words/say.js";
import * as actions from "./actions.js";

/** @param {Club["page_languages"][number]} language */
const option = ({ language, name }) => elt("option", { value: language, lang: language }, name);

/** In which language the page speaks to a member, on all their devices. @param {Page} page */
export function createLanguage(page) {
  const select = elt("select", { id: "my-language" });
  const label = elt("label", { for: select.id }, say("me.language"));
  const hint = elt("p", { class: "field-hint" }, say("me.language-note"));
  const error = elt("p", { class: "field-error", hidden: true });
  const field = elt("div", { class: "field" }, label, select, hint, error);
  const dom = elt("section", { class: "panel" }, field);
  let shown = "";

  /** @param {Club} club @param {Me} me */
  function show({ page_languages: all }, { language }) {
    const key = JSON.stringify([all, language]);
    if (key === shown) return;
    shown = key;
    const none = elt("option", { value: "" }, say("me.language-any"));
    select.replaceChildren(none, ...all.map(option));
    select.value = language ?? "";
  }

  /** @param {State} state @param {Me} me */
  function sync({ club }, me) {
    attr(dom, "hidden", !club || club.page_languages.length < 2);
    if (club) show(club, me);
  }

  on(select, "change", async () => {
    try {
      line(error, null);
      await actions.speakIn(page, select.value || null);
    } catch (trouble) {
      if (!(trouble instanceof ApiError)) throw trouble;
      line(error, oneLine(trouble));
    }
  });

  return { dom, sync };
}
