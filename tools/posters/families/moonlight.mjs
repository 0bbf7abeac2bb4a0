/** Horror: a moon, some grass, and what walks there. */
import { man, reach } from "../figures.mjs";
import { ink } from "../palette.mjs";
import { disc, group, mirror, oval, poly, rays, rect, shape, stroke, times } from "../shapes.mjs";
import { caps, credit, grotesque, limelight } from "../type.mjs";

/** Blades of grass along a line. */
const grass = (y, height, colour, { between }) =>
  times(46, (i) => {
    const x = i * 11 - 4 + between(-3, 3);
    const tip = between(-16, 16);
    return poly([x - 6, y + 20, x + tip, y - between(0.4, 1) * height, x + 6, y + 20], colour);
  });

/** A thin guest in a pointed door. */
function nosferatu(film) {
  const arch = (inset, colour) =>
    shape(
      `M${110 + inset} 600V300Q${110 + inset} ${150 + inset} 250 ${46 + inset * 1.4}Q${390 - inset} ${150 + inset} ${390 - inset} 300V600Z`,
      colour,
    );
  const claw = times(4, (i) =>
    stroke(
      `M${172 - i * 5} ${404 + i * 3}Q${150 - i * 10} ${420 + i * 8} ${150 - i * 5} ${468 + i * 3}`,
      ink.coal,
      5,
    ),
  );
  return {
    ground: "#1d2f30",
    art:
      arch(0, "#35504a") +
      arch(18, "#1d2f30") +
      arch(30, "#d9cf84") +
      disc(250, 236, 84, "#efe8b0") +
      mirror(
        250,
        shape(
          "M250 176Q290 176 288 226Q286 268 266 280L268 300Q306 306 312 340L306 600H250Z",
          ink.coal,
        ),
        poly([284, 214, 306, 176, 292, 244], ink.coal),
        stroke("M196 326Q176 350 176 400", ink.coal, 21),
        claw,
      ) +
      mirror(250, disc(236, 228, 5, ink.snow)) +
      poly([244, 262, 248, 262, 246, 274], ink.snow) +
      poly([252, 262, 256, 262, 254, 274], ink.snow) +
      rect(0, 582, 500, 168, "#12201f"),
    type: [
      limelight(caps(film.title), [40, 600, 420, 52], "#e6dc94"),
      credit(film, "#e6dc94", [232, 682, 228, 36]),
    ],
  };
}

/** A procession without wishes. */
function whiteZombie(film) {
  const palm = (x, y, h) =>
    stroke(`M${x} ${y}Q${x + 14} ${y - h / 2} ${x + 4} ${y - h}`, "#0b1d18", 9) +
    times(7, (i) => {
      const turn = -200 + i * 37;
      return group(
        `translate(${x + 4} ${y - h}) rotate(${turn})`,
        shape("M0 0Q40 -22 84 12Q40 -2 0 0Z", "#0b1d18"),
      );
    });
  return {
    ground: "#0f4a40",
    art:
      rays(250, 330, 200, 700, 30, "#125347", { duty: 0.5 }) +
      disc(250, 312, 196, ink.bone) +
      disc(250, 312, 172, ink.snow) +
      palm(66, 520, 330) +
      palm(446, 520, 250) +
      times(7, (i) =>
        man(
          88 + i * 54,
          500 - Math.sin((Math.PI * (i + 0.6)) / 7.2) * 58,
          118,
          "#0b1d18",
          i === 6 ? "top" : "bare",
        ),
      ) +
      shape("M-10 510Q250 360 510 500V760H-10Z", "#0b1d18"),
    type: [
      limelight(film.title, [40, 506, 420, 142], ink.snow),
      credit(film, ink.mint, [232, 680, 236, 42]),
    ],
  };
}

/** A house with a stare. */
function hauntedHill(film, dice) {
  const bat = (x, y, s) =>
    group(
      `translate(${x} ${y}) scale(${s})`,
      shape(
        "M0 0Q-6 -10 -22 -12Q-40 -12 -50 4Q-36 -2 -28 8Q-16 2 -8 12L0 20L8 12Q16 2 28 8Q36 -2 50 4Q40 -12 22 -12Q6 -10 0 0Z",
        "#1d0f2b",
      ),
    );
  const window = (x, y, w, h) =>
    shape(`M${x} ${y + h}V${y + 12}Q${x + w / 2} ${y - 8} ${x + w} ${y + 12}V${y + h}Z`, ink.amber);
  return {
    ground: "#4d2a63",
    art:
      disc(290, 240, 204, "#5f3677") +
      disc(290, 240, 160, ink.bulb) +
      shape("M-10 560Q150 520 220 402Q300 380 376 402Q430 500 510 530V760H-10Z", "#1d0f2b") +
      poly(
        [
          226, 410, 232, 270, 208, 262, 256, 176, 300, 268, 298, 250, 312, 150, 330, 96, 352, 152,
          362, 290, 384, 296, 372, 410,
        ],
        "#1d0f2b",
      ) +
      rect(270, 196, 14, 50, "#1d0f2b") +
      window(246, 306, 30, 46) +
      window(316, 306, 30, 46) +
      window(324, 180, 18, 34) +
      window(279, 366, 34, 40) +
      stroke("M294 402Q250 450 300 478Q350 506 230 530", "#5f3677", 7) +
      bat(96, 130, 1) +
      bat(168, 74, 0.6) +
      bat(430, 92, 0.7) +
      grass(548, 34, "#1d0f2b", dice),
    type: [
      limelight(film.title, [50, 558, 400, 96], ink.bulb),
      credit(film, ink.lilac, [232, 686, 232, 36]),
    ],
  };
}

/** Organ pipes, and who sings in them. */
function carnival(film) {
  const heights = [250, 330, 400, 450, 400, 330, 250];
  const pipe = (i) => {
    const [x, top] = [42 + i * 60, 520 - heights[i]];
    const c = x + 28;
    return (
      rect(x, top, 56, 440, i % 2 ? "#d4d6cc" : ink.snow) +
      rect(x + 38, top, 18, 440, i % 2 ? "#b2b8b1" : "#cfd3ca") +
      oval(c, top, 28, 9, "#161d2b") +
      disc(c - 11, top + 58, 5.5, "#161d2b") +
      disc(c + 11, top + 58, 5.5, "#161d2b") +
      oval(c, top + 96, 11, 19, "#161d2b")
    );
  };
  return {
    ground: "#33415c",
    art:
      mirror(250, poly([250, 0, 0, 420, 0, 250, 190, 0], "#3c4c69")) +
      times(7, pipe) +
      rect(0, 500, 500, 250, "#161d2b") +
      rect(0, 500, 500, 12, ink.coral) +
      times(20, (i) => rect(i * 26 - 6, 520, 24, 42, ink.snow)) +
      times(20, (i) =>
        i % 7 === 2 || i % 7 === 6 ? "" : rect(i * 26 + 11, 520, 16, 25, "#161d2b"),
      ),
    type: [
      limelight(film.title, [40, 578, 420, 72], ink.snow),
      credit(film, ink.coral, [232, 680, 232, 42]),
    ],
  };
}

/** The lawn reaches back. */
function livingDead(film, dice) {
  return {
    ground: "#0f1c18",
    art:
      disc(372, 136, 92, "#e4e6cf") +
      disc(342, 112, 17, "#cdd1b8") +
      disc(396, 168, 24, "#cdd1b8") +
      disc(410, 108, 10, "#cdd1b8") +
      reach(86, 620, 1.12, -14, ink.moss) +
      reach(418, 610, 1.08, 12, ink.moss) +
      grass(690, 80, ink.moss, dice) +
      rect(0, 704, 500, 46, ink.moss) +
      reach(186, 616, 1.45, -5, "#7fa24a") +
      reach(326, 650, 1.36, 9, "#7fa24a") +
      grass(728, 66, "#1d3b29", dice) +
      rect(0, 736, 500, 20, "#1d3b29"),
    type: [
      grotesque(caps(film.title), [34, 36, 238, 236], ink.acid, {
        align: "left",
        stand: "top",
        stretch: "condensed",
        track: 0,
      }),
      credit(film, "#e4e6cf", [34, 290, 300, 40], { align: "left", stand: "top" }),
    ],
  };
}

/** Saucers, with the strings left in. */
function planNine(film) {
  const saucer = (x, y, s, beam) =>
    group(
      `translate(${x} ${y}) scale(${s})`,
      stroke("M-52 -10V-900M52 -10V-900", ink.lilac, 2 / s, ""),
      beam ? poly([-64, 20, 64, 20, 150, 330, -150, 330], "#e9f59a") : "",
      shape("M-50 -12Q-44 -66 0 -66Q44 -66 50 -12Z", ink.mint),
      shape("M-24 -12Q-22 -58 0 -66Q-40 -60 -50 -12Z", ink.snow),
      oval(0, 0, 128, 24, ink.acid),
      oval(0, 12, 92, 15, ink.leaf),
      times(5, (i) => disc(-84 + i * 42, 1, 7, ink.plum)),
    );
  const tomb = (x, w, h) =>
    shape(
      `M${x} 560V${560 - h}Q${x + w / 2} ${560 - h - w * 0.8} ${x + w} ${560 - h}V560Z`,
      "#1f0f2c",
    );
  return {
    ground: ink.plum,
    art:
      times(26, (i) => disc((i * 137) % 500, (i * 89) % 380, 1.6 + (i % 3), ink.lilac)) +
      saucer(390, 118, 0.5) +
      saucer(106, 176, 0.62) +
      saucer(272, 258, 1, true) +
      tomb(40, 62, 70) +
      tomb(380, 74, 92) +
      tomb(180, 40, 30) +
      rect(326, 476, 14, 90, "#1f0f2c") +
      rect(306, 496, 54, 14, "#1f0f2c") +
      shape("M-10 566Q250 530 510 566V760H-10Z", "#1f0f2c"),
    type: [
      grotesque(caps(film.title), [36, 572, 428, 80], ink.acid, {
        stretch: "condensed",
        track: 0.01,
      }),
      credit(film, ink.lilac, [232, 676, 232, 46]),
    ],
  };
}

export const moonlight = {
  tt0013442: nosferatu,
  tt0023694: whiteZombie,
  tt0051744: hauntedHill,
  tt0055830: carnival,
  tt0063350: livingDead,
  tt0052077: planNine,
};
