import { attr, elt, on, svg } from "../dom.js";
import { at } from "../root.js";
import { loadStyle } from "../style.js";

const shapes = {
  ticket: "M3 7h18v3.2a1.8 1.8 0 0 0 0 3.6V17H3v-3.2a1.8 1.8 0 0 0 0-3.6zM9.5 7v2m0 2v2m0 2v2",
  check: "m5 12.5 4.5 4.5L19 7.5",
  plus: "M12 5v14M5 12h14",
  close: "m6 6 12 12M18 6 6 18",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5c.6-3.6 3.6-5.5 7.5-5.5s6.9 1.9 7.5 5.5",
  search: "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5 21 21",
  sort: "M7 4.5v15m-3.5-3.5L7 19.5l3.5-3.5M13.5 6.5h7M13.5 12h5M13.5 17.5h3",
  only: "M4 6.5h16M7 12h10M10 17.5h4",
  star: "m12 3.5 2.6 5.4 5.9.8-4.3 4.1 1.1 5.9L12 16.9l-5.3 2.8 1.1-5.9L3.5 9.700l5.9-.8z",
};

/** A line drawing beside a label that says the same. @param {keyof typeof shapes} name */
export const icon = (name) =>
  svg(
    "svg",
    { class: `icon icon-${name}`, viewBox: "0 0 24 24", "aria-hidden": "true" },
    svg("path", { d: shapes[name] }),
  );

/** @typedef {Pick<Film, 'title' | 'imdb_id' | 'year' | 'directors' | 'poster'>} Drawable */

/** @param {Poster} poster */
const sourceSet = ({ id, widths }) =>
  widths.length > 1
    ? widths.map((width) => `${at("/api/v1/posters")}/${id}/${width} ${width}w`).join(", ")
    : null;

/** What draws a poster, once a film lacks one; null without a connection: the box stays plain. */
async function loadDrawing() {
  try {
    const [{ createDrawnPoster }] = await Promise.all([
      import("./drawn.js"),
      loadStyle("/styles/drawn.css"),
    ]);
    return createDrawnPoster;
  } catch {
    return null;
  }
}

/** What did not come, by its box. @type {Map<HTMLElement, () => void>} */
const missing = new Map();

/** Asks once more for what did not come. The server has just answered: that there is a network says less. */
export function retryPosters() {
  for (const [box, retry] of missing) {
    missing.delete(box);
    retry();
  }
}

/** @typedef {{sizes: string, eager?: boolean, first?: boolean}} PosterPlace */

/** @param {Poster} poster @param {PosterPlace} place */
function createImage(poster, { sizes, eager = false, first = false }) {
  const image = elt("img", {
    alt: "",
    width: poster.width,
    height: poster.height,
    loading: eager ? "eager" : "lazy",
    decoding: "async",
    fetchpriority: first ? "high" : null,
    sizes,
  });
  attr(image, "srcset", sourceSet(poster));
  attr(image, "src", poster.url);
  return image;
}

/**
 * A poster in a box that is there before it: 2:3, in its colour; drawn from the title where there
 * is none.
 * @param {PosterPlace} place
 */
export function createPoster(place) {
  const dom = elt("div", { class: "poster" });
  /** @type {string | null | undefined} */
  let shown;

  /** @param {Drawable} film */
  async function draw(film) {
    const drawn = shown;
    const createDrawnPoster = await loadDrawing();
    if (drawn !== shown) return;
    if (createDrawnPoster && !dom.firstChild) dom.append(createDrawnPoster(film));
    if (film.poster || !createDrawnPoster) missing.set(dom, () => drawn === shown && bring(film));
  }

  /** What is drawn stays until the poster is there. @param {Drawable} film */
  function bring(film) {
    if (!film.poster) {
      draw(film);
      return;
    }
    const image = createImage(film.poster, place);
    on(image, "load", () => image.previousSibling?.remove());
    on(image, "error", () => {
      if (!image.parentNode) return;
      image.remove();
      draw(film);
    });
    dom.append(image);
  }

  /** @param {Drawable} film */
  function sync(film) {
    const key = film.poster?.id ?? `drawn ${film.title} ${film.year} ${film.directors}`;
    if (key === shown) return;
    shown = key;
    dom.style.backgroundColor = film.poster?.color ?? "";
    dom.replaceChildren();
    bring(film);
  }

  return { dom, sync };
}
