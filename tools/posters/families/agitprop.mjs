/** Documents and revolutions: diagonals, circles and three inks. */

import { ink } from "../palette.mjs";
import { disc, group, polar, poly, rays, rect, sea, shape, stroke, times } from "../shapes.mjs";
import { caps, credit, grotesque } from "../type.mjs";

const RED = "#d0301f";

/** A bow, three guns, one flag. */
function potemkin(film) {
  return {
    ground: "#e5d9bd",
    art:
      poly([0, 0, 500, 0, 500, 70, 0, 330], RED) +
      poly([0, 356, 500, 96, 500, 112, 0, 380], ink.coal) +
      stroke("M300 270V64", ink.coal, 8, "") +
      shape("M300 66Q350 50 384 74T466 72V142Q430 160 390 140T300 142Z", ink.cream) +
      poly([258, 246, 342, 246, 356, 330, 244, 330], "#59616a") +
      poly([274, 196, 326, 196, 330, 250, 270, 250], "#59616a") +
      rect(262, 214, 76, 9, ink.coal) +
      poly([196, 326, 404, 326, 420, 372, 180, 372], "#59616a") +
      times(2, (i) =>
        group(
          `translate(${250 + i * 34} ${318 + i * 34}) rotate(20)`,
          rect(-250, -8, 250, 16, ink.coal),
          rect(-256, -12, 28, 24, ink.coal),
        ),
      ) +
      poly(
        [60, 366, 300, 372, 470, 366, 420, 450, 330, 572, 300, 590, 270, 572, 150, 450],
        ink.coal,
      ) +
      poly([300, 372, 470, 366, 420, 450, 330, 572, 300, 590], "#3a3f47") +
      disc(210, 430, 13, "#e5d9bd") +
      disc(392, 430, 13, "#e5d9bd") +
      stroke("M210 430V500M392 430V490", "#e5d9bd", 4) +
      poly([300, 500, 160, 600, 300, 566, 440, 600], "#e5d9bd") +
      sea(566, 15, 84, 20, "#8e9a9c") +
      rect(0, 590, 500, 160, RED),
    type: [
      grotesque(caps(film.title), [36, 596, 428, 56], ink.cream, {
        stretch: "condensed",
        track: 0.01,
        gap: 0.2,
      }),
      credit(film, ink.cream, [232, 680, 232, 42]),
    ],
  };
}

/** The camera looks back. */
function movieCamera(film) {
  return {
    ground: "#e8dfc8",
    art:
      disc(150, 356, 252, RED) +
      rays(210, 320, 0, 700, 5, "#244a7c", { from: -38, to: 26, duty: 0.42 }) +
      stroke("M232 450L150 690M252 450L262 706M270 450L390 660", ink.coal, 15) +
      group(
        "translate(0 26) rotate(-12 230 330)",
        disc(206, 168, 58, ink.coal),
        disc(318, 182, 46, ink.coal),
        disc(206, 168, 18, "#e8dfc8"),
        disc(318, 182, 14, "#e8dfc8"),
        times(3, (i) => disc(...polar(206, 168, 38, i * 120), 9, "#e8dfc8")),
        times(3, (i) => disc(...polar(318, 182, 30, i * 120 + 40), 7, "#e8dfc8")),
        rect(130, 216, 230, 206, ink.coal),
        rect(118, 204, 254, 20, "#244a7c"),
        stroke("M360 360H404V398", ink.coal, 10),
        disc(404, 400, 12, RED),
        disc(238, 322, 90, "#e8dfc8"),
        disc(238, 322, 80, ink.coal),
        shape("M164 322Q238 252 312 322Q238 392 164 322Z", ink.snow),
        disc(238, 322, 35, "#244a7c"),
        disc(238, 322, 16, ink.coal),
        disc(228, 311, 7, ink.snow),
      ),
    type: [
      grotesque(caps(film.title), [30, 34, 440, 42], ink.coal, { stretch: "condensed" }),
      credit(film, ink.coal),
    ],
  };
}

/** A book that turns into a network. */
function internetsOwnBoy(film) {
  const [title, subtitle] = film.title.split(": ");
  const nodes = [
    [250, 396],
    [176, 330],
    [318, 322],
    [120, 262],
    [238, 270],
    [392, 262],
    [172, 206],
    [306, 206],
    [428, 186],
    [80, 186],
    [240, 150],
    [364, 140],
  ];
  const links = [
    [0, 1],
    [0, 2],
    [0, 4],
    [1, 3],
    [1, 4],
    [2, 4],
    [2, 5],
    [3, 6],
    [3, 9],
    [4, 6],
    [4, 7],
    [5, 7],
    [5, 8],
    [6, 10],
    [7, 10],
    [7, 11],
    [8, 11],
  ];
  return {
    ground: "#17324a",
    art:
      links
        .map(([a, b]) => stroke(`M${nodes[a].join(" ")}L${nodes[b].join(" ")}`, "#4f86a6", 4))
        .join("") +
      nodes
        .map(([x, y], i) =>
          disc(
            x,
            y,
            [17, 11, 13, 10, 15, 12, 9, 13, 9, 8, 12, 10][i],
            i % 4 === 2 ? ink.coral : i % 3 ? ink.cream : ink.turquoise,
          ),
        )
        .join("") +
      shape("M250 420Q160 366 44 396V520Q160 490 250 540Z", ink.cream) +
      shape("M250 420Q340 366 456 396V520Q340 490 250 540Z", "#d9ceb4") +
      shape(
        "M44 520Q160 490 250 540Q340 490 456 520V536Q340 508 250 560Q160 508 44 536Z",
        ink.coral,
      ) +
      times(4, (i) =>
        stroke(
          `M${70} ${424 + i * 22}Q${150} ${404 + i * 22} ${224} ${436 + i * 22}`,
          "#b5a888",
          4,
        ),
      ) +
      times(4, (i) =>
        stroke(
          `M${430} ${424 + i * 22}Q${350} ${404 + i * 22} ${276} ${436 + i * 22}`,
          "#a39676",
          4,
        ),
      ),
    type: [
      grotesque(title, [40, 36, 420, 70], ink.cream, { stretch: "condensed", track: 0 }),
      grotesque(subtitle, [80, 586, 340, 58], ink.turquoise, {
        weight: 600,
        stretch: "condensed",
        track: 0.01,
        max: 32,
      }),
      credit(film, ink.cream, [232, 680, 232, 42]),
    ],
  };
}

export const agitprop = {
  tt0015648: potemkin,
  tt0019760: movieCamera,
  tt3268458: internetsOwnBoy,
};
