/** The drawing vocabulary: each function returns a piece of SVG. The sheet is 500 × 750. */

export const WIDTH = 500;
export const HEIGHT = 750;

const round = (value) => Math.round(value * 10) / 10;
const tidy = (d) => d.replace(/-?\d+\.\d+/g, (number) => String(round(Number(number))));

export const rect = (x, y, w, h, fill, more = "") =>
  `<rect x="${round(x)}" y="${round(y)}" width="${round(w)}" height="${round(h)}" fill="${fill}" ${more}/>`;

export const disc = (x, y, r, fill, more = "") =>
  `<circle cx="${round(x)}" cy="${round(y)}" r="${round(r)}" fill="${fill}" ${more}/>`;

export const ring = (x, y, r, width, colour, more = "") =>
  disc(x, y, r, "none", `stroke="${colour}" stroke-width="${width}" ${more}`);

export const oval = (x, y, rx, ry, fill, turn = 0) =>
  `<ellipse cx="${round(x)}" cy="${round(y)}" rx="${round(rx)}" ry="${round(ry)}" fill="${fill}" transform="rotate(${round(turn)} ${round(x)} ${round(y)})"/>`;

export const orbit = (x, y, rx, ry, width, colour, turn = 0) =>
  `<ellipse cx="${x}" cy="${y}" rx="${rx}" ry="${ry}" fill="none" stroke="${colour}" stroke-width="${width}" transform="rotate(${turn} ${x} ${y})"/>`;

/** A filled path. */
export const shape = (d, fill, more = "") => `<path d="${tidy(d)}" fill="${fill}" ${more}/>`;

/** A stroked path with round ends. */
export const stroke = (d, colour, width, more = 'stroke-linecap="round"') =>
  `<path d="${tidy(d)}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linejoin="round" ${more}/>`;

/** A polygon from a flat list of coordinates. */
export const poly = (points, fill, more = "") =>
  `<polygon points="${points.map(round).join(" ")}" fill="${fill}" ${more}/>`;

export const group = (transform, ...parts) => `<g transform="${transform}">${parts.join("")}</g>`;

export const faint = (opacity, ...parts) => `<g opacity="${opacity}">${parts.join("")}</g>`;

/** The parts, and their mirror image about the vertical line at x. */
export const mirror = (x, ...parts) =>
  parts.join("") + group(`translate(${2 * x} 0) scale(-1 1)`, ...parts);

/** Only what falls inside the mask (a shape) is drawn. */
export const within = (id, mask, ...parts) =>
  `<clipPath id="${id}">${mask}</clipPath><g clip-path="url(#${id})">${parts.join("")}</g>`;

/** A piece for each of 0 … count-1. */
export const times = (count, draw) => Array.from({ length: count }, (_, i) => draw(i)).join("");

export const polar = (x, y, r, degrees) => [
  x + r * Math.cos((degrees * Math.PI) / 180),
  y + r * Math.sin((degrees * Math.PI) / 180),
];

/** Wedges of light from a point; `duty` is the lit part of each turn. */
export function rays(x, y, inner, outer, count, fill, { from = 0, to = 360, duty = 0.5 } = {}) {
  const step = (to - from) / count;
  return times(count, (i) => {
    const start = from + step * (i + (1 - duty) / 2);
    const end = start + step * duty;
    return poly(
      [
        ...polar(x, y, inner, start),
        ...polar(x, y, outer, start),
        ...polar(x, y, outer, end),
        ...polar(x, y, inner, end),
      ],
      fill,
    );
  });
}

/** The path of a wave from edge to edge. */
export function wave(y, height, length, phase = 0) {
  let d = `M${phase - 2 * length} ${y}`;
  for (let x = phase - 2 * length; x < WIDTH + length; x += length)
    d += `q${length / 4} ${-height} ${length / 2} 0t${length / 2} 0`;
  return d;
}

/** A sea: everything below a wave. */
export const sea = (y, height, length, phase, fill) =>
  shape(`${wave(y, height, length, phase)}V${HEIGHT}H${phase - 2 * length}Z`, fill);

/** A star of `points` points. */
export function star(x, y, outer, inner, points, fill, turn = -90) {
  const corners = [];
  for (let i = 0; i < points * 2; i++)
    corners.push(...polar(x, y, i % 2 ? inner : outer, turn + (i * 180) / points));
  return poly(corners, fill);
}

/** A toothed wheel with a hole. */
export function gear(x, y, r, teeth, fill, hole, holeFill) {
  const tooth = (i) =>
    group(
      `rotate(${round((360 / teeth) * i)} ${x} ${y})`,
      poly(
        [
          x - r * 0.15,
          y - r * 0.9,
          x + r * 0.15,
          y - r * 0.9,
          x + r * 0.1,
          y - r * 1.14,
          x - r * 0.1,
          y - r * 1.14,
        ],
        fill,
      ),
    );
  return times(teeth, tooth) + disc(x, y, r * 0.93, fill) + disc(x, y, hole, holeFill);
}
