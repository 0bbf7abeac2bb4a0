import { createField, createForm } from "../../components/form.js";
import { elt } from "../../dom.js";
import { oneLine } from "../../errors.js";
import { about } from "../../flaws.js";
import { imdbId } from "../../telling.js";
import { say } from "../../words/say.js";

/** Gives a film that was typed by hand its id. @param {(imdbId: string) => Promise<void>} link */
export function createLinking(link) {
  const words = {
    name: "imdb-id",
    label: say("film.link-label"),
    hint: say("film.link-hint"),
  };
  const field = createField(words, { type: "text", autocomplete: "off", spellcheck: "false" });
  const form = createForm({ label: say("film.link"), look: "plain" }, send, place, field.dom);
  const summary = elt("summary", {}, say("film.link-summary"));
  const dom = elt("details", { class: "film-link" }, summary, form.dom);

  async function send() {
    const id = imdbId(field.input.value);
    if (id) await link(id);
    else field.complain(say("film.link-wrong"));
  }

  /** @param {ApiError} error */
  function place(error) {
    field.complain(about(error, "/imdb_id") ?? oneLine(error));
    return true;
  }

  function reset() {
    dom.open = false;
    field.input.value = "";
    field.complain(null);
  }

  return { dom, reset };
}
