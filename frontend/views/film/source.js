import { isKnown, say } from "../../words/say.js";

/** "cinemeta posters" → "Cinemeta, posters". @param {string} name */
export function sourceName(name) {
  const [word, ...rest] = name.split(" ");
  const key = /** @type {Key} */ (`source.${word}`);
  const source = isKnown(key) ? say(key) : word;
  return rest.length > 0 ? say("source.posters", { source }) : source;
}
