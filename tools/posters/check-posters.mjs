import { artwork, design } from "./compose.mjs";
import { EDGE, LIMIT, RIBBON } from "./rules.mjs";
import { HEIGHT, WIDTH } from "./shapes.mjs";

/** Mean difference per channel, of 255, under which two posters count as alike. */
const ALIKE = 24;

/** Runs in the browser: the size of a picture, and its pixels on a small grid. */
async function look(webp) {
  const image = new Image();
  image.src = `data:image/webp;base64,${webp}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [20, 30];
  const pen = canvas.getContext("2d");
  pen.imageSmoothingQuality = "high";
  pen.drawImage(image, 0, 0, 20, 30);
  const { data } = pen.getImageData(0, 0, 20, 30);
  return {
    width: image.naturalWidth,
    height: image.naturalHeight,
    grid: [...data].filter((_, i) => i % 4 !== 3),
  };
}

const difference = (one, two) =>
  one.reduce((sum, value, i) => sum + Math.abs(value - two[i]), 0) / one.length;

const touch = ([ax, ay, aw, ah], [bx, by, bw, bh]) =>
  ax < bx + bw && bx < ax + aw && ay < by + bh && by < ay + ah;

/** Where a block of type lies on the sheet; blocks are set level or turned a quarter left. */
const lies = ({ box: [x, y, w, h], turn }) => (turn === -90 ? [x, y - w, h, w] : [x, y, w, h]);

/** What is wrong with where the words of a design are. */
function misplaced({ type }) {
  const ribbon = [0, HEIGHT * (1 - RIBBON.height), WIDTH * RIBBON.width, HEIGHT];
  const boxes = type.map(lies);
  return boxes.flatMap((box, i) => {
    const [x, y, w, h] = box;
    const words = JSON.stringify(type[i].text);
    return [
      x < EDGE || y < EDGE || x + w > WIDTH - EDGE || y + h > HEIGHT - EDGE
        ? `${words} too near the edge`
        : "",
      touch(box, ribbon) ? `${words} under the ribbon` : "",
      boxes.slice(i + 1).some((other) => touch(box, other)) ? `${words} meets other words` : "",
    ].filter(Boolean);
  });
}

/** The posters: there, small, of one size, repeatable, and each its own. */
export async function posterChecks(films, posters, files, studio) {
  const seen = [];
  for (const webp of posters) seen.push(await studio.run(look, webp));
  const each = (test) =>
    films.flatMap((film, i) => test(film, i).map((fault) => `${film.title}: ${fault}`));
  const expected = films.map((film) => `${film.imdb_id}.webp`);
  const bytes = posters.map((webp) => Buffer.byteLength(webp, "base64"));
  return [
    {
      name: "posters: one file per film, and no other",
      faults: [
        ...expected.filter((file) => !files.includes(file)),
        ...files.filter((file) => !expected.includes(file)),
      ],
    },
    {
      name: "posters: entries in films.json",
      faults: each(({ imdb_id, poster }) =>
        poster.file === `${imdb_id}.webp` && /^#[0-9a-f]{6}$/.test(poster.color) ? [] : ["entry"],
      ),
    },
    {
      name: "posters: dimensions",
      faults: each(({ poster }, i) =>
        [poster, seen[i]].some(({ width, height }) => width !== WIDTH || height !== HEIGHT)
          ? [`${seen[i].width} × ${seen[i].height}`]
          : [],
      ),
    },
    {
      name: `posters: at most ${LIMIT} bytes`,
      faults: each((_, i) => (bytes[i] <= LIMIT ? [] : [`${bytes[i]} bytes`])),
    },
    {
      name: "posters: drawn the same twice",
      faults: each((film) => (artwork(design(film)) === artwork(design(film)) ? [] : ["differs"])),
    },
    {
      name: "posters: words clear of edge, ribbon and each other",
      faults: each((film) => misplaced(design(film))),
    },
    {
      name: "posters: no two alike",
      faults: each((_, i) =>
        films
          .slice(i + 1)
          .map((other, j) => [other.title, difference(seen[i].grid, seen[i + 1 + j].grid)])
          .filter(([, amount]) => amount < ALIKE)
          .map(([title, amount]) => `like ${title} (${amount.toFixed(1)})`),
      ),
    },
  ];
}
