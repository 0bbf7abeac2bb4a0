import { disc, group, oval, rect, shape, stroke, times } from "./shapes.mjs";

const HATS = {
  fedora: (fill) =>
    shape("M-7 -91Q-8 -101 -3 -100Q0 -98 3 -100Q8 -101 7 -91Z", fill) + oval(0, -91, 13, 2.2, fill),
  bowler: (fill) =>
    shape("M-7.5 -91Q-8 -102 0 -102Q8 -102 7.5 -91Z", fill) + oval(0, -91, 11, 1.8, fill),
  flat: (fill) => rect(-7.5, -97, 15, 6, fill) + oval(0, -91, 12.5, 1.8, fill),
  top: (fill) => rect(-6.5, -109, 13, 18, fill) + oval(0, -91, 11, 1.8, fill),
  bare: () => "",
};

/** A man in a coat, standing on (x, y). */
export function man(x, y, height, fill, hat = "fedora") {
  const scale = height / 100;
  return group(
    `translate(${x} ${y}) scale(${scale})`,
    HATS[hat](fill),
    oval(0, -86, 5.6, 7, fill),
    shape(
      "M-3 -82H3L4 -79L13 -76Q16 -74 16.5 -67L18 -42L12.5 -41L14 -22H-14L-12.5 -41L-18 -42L-16.5 -67Q-16 -74 -13 -76L-4 -79Z",
      fill,
    ),
    shape("M-11 -24L-9 0H-2L0 -20L2 0H9L11 -24Z", fill),
  );
}

/** A woman in a coat and a small hat, standing on (x, y). */
export function woman(x, y, height, fill) {
  const scale = height / 100;
  return group(
    `translate(${x} ${y}) scale(${scale})`,
    oval(1, -92, 11, 2.4, fill, -12),
    oval(0, -95, 6.5, 4, fill, -12),
    oval(0, -86, 6, 7, fill),
    shape(
      "M-3 -81H3L10 -77Q13 -74 13 -66L11 -55L16 -24H-16L-11 -55L-13 -66Q-13 -74 -10 -77Z",
      fill,
    ),
    shape("M-8 -26L-6 0H-2L-1 -24L1 -24L2 0H6L8 -26Z", fill),
  );
}

/** A hand that reaches up out of (x, y), fingers spread. */
export function reach(x, y, scale, turn, fill) {
  const fingers = [
    [-17, -54, -34, -104],
    [-7, -60, -13, -124],
    [5, -60, 10, -120],
    [15, -54, 30, -100],
    [18, -30, 46, -62],
  ];
  return group(
    `translate(${x} ${y}) rotate(${turn}) scale(${scale})`,
    shape("M-15 160L-13 0Q-27 -30 -24 -56Q0 -74 23 -56Q28 -26 14 0L17 160Z", fill),
    times(fingers.length, (i) => {
      const [x1, y1, x2, y2] = fingers[i];
      const bend = `Q${(x1 + x2) / 2 + (i - 2) * 5} ${(y1 + y2) / 2} ${x2 - (i - 2) * 3} ${y2}`;
      return stroke(`M${x1} ${y1}${bend}`, fill, 13);
    }),
  );
}

/** A musical note. */
export const note = (x, y, size, fill) =>
  group(
    `translate(${x} ${y}) scale(${size / 10})`,
    oval(0, 0, 4.6, 3.4, fill, -20),
    shape("M3 -1V-20Q12 -17 11 -8Q8 -14 5 -14V0Z", fill),
  );

/** A round puff of smoke or cloud, of three discs on a flat base. */
export const puff = (x, y, r, fill) =>
  disc(x - r, y, r * 0.62, fill) +
  disc(x, y - r * 0.35, r * 0.95, fill) +
  disc(x + r, y, r * 0.7, fill) +
  rect(x - r, y, 2 * r, r * 0.62, fill);
