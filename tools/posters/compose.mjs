import { dice } from "./dice.mjs";
import { families } from "./families/index.mjs";
import { HEIGHT, WIDTH, rect } from "./shapes.mjs";

const escape = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");

/**
 * The design of one film: its ground, its art and its blocks of type.
 * @param {{ imdb_id: string, title: string, year: number, directors: string[] }} film
 */
export function design(film) {
  const family = families.find((posters) => posters[film.imdb_id]);
  if (!family) throw new Error(`no family draws ${film.imdb_id} ${film.title}`);
  return family[film.imdb_id](film, dice(film.imdb_id));
}

const letters = (block, lines) => {
  const [x, y] = block.box;
  const set = lines.map(
    (line) =>
      `<text x="${line.x.toFixed(2)}" y="${line.y.toFixed(2)}" font-size="${line.size.toFixed(2)}" letter-spacing="${(block.track * line.size).toFixed(3)}">${escape(line.text)}</text>`,
  );
  return `<g fill="${block.fill}" font-family="${block.face}" font-weight="${block.weight}" style="font-stretch:${block.stretch}" transform="rotate(${block.turn} ${x} ${y})">${set.join("")}</g>`;
};

const sheet = (...parts) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}">${parts.join("")}</svg>`;

/** The picture without a word on it. */
export const artwork = ({ ground, art }) => sheet(rect(0, 0, WIDTH, HEIGHT, ground), art);

/** The words without the picture; `settings` are the lines that fit.mjs found. */
export const lettering = ({ type }, settings) =>
  sheet(...type.map((block, i) => letters(block, settings[i])));
