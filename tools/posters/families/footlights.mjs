/** Shows: somebody steps into the light. */
import { man, note, woman } from "../figures.mjs";
import { ink } from "../palette.mjs";
import {
  disc,
  group,
  oval,
  poly,
  rays,
  rect,
  ring,
  shape,
  star,
  stroke,
  times,
} from "../shapes.mjs";
import { credit, grotesque, limelight } from "../type.mjs";

/** No net. */
function circus(film) {
  const monkey = (x, y, turn) =>
    group(
      `translate(${x} ${y}) rotate(${turn}) scale(1.2)`,
      disc(0, 0, 13, ink.umber),
      disc(-12, -4, 6, ink.umber),
      disc(12, -4, 6, ink.umber),
      oval(0, 3, 9, 8, ink.rose),
      oval(0, 28, 12, 18, ink.umber),
      stroke("M8 40Q34 40 30 14", ink.umber, 5),
    );
  return {
    ground: ink.cream,
    art:
      rays(250, -60, 0, 800, 9, "#c93a2b", { from: 0, to: 180, duty: 0.5 }) +
      shape("M-10 470Q250 380 510 470V760H-10Z", "#1f4a63") +
      stroke("M-10 356Q250 392 510 356", ink.coal, 5) +
      group(
        "translate(246 374) rotate(7)",
        man(0, 0, 206, ink.coal, "bowler"),
        stroke("M-30 -146L-118 -170M30 -146L112 -116", ink.coal, 14),
        stroke("M112 -116Q136 -150 128 -60", ink.umber, 6),
      ) +
      monkey(214, 142, -14) +
      monkey(132, 196, -30) +
      times(13, (i) =>
        poly([i * 42 - 20, 0, i * 42 + 22, 0, i * 42 + 1, 46], i % 2 ? ink.bulb : "#1f4a63"),
      ),
    type: [
      limelight(film.title, [44, 490, 412, 160], ink.cream),
      credit(film, ink.bulb, [232, 684, 232, 38]),
    ],
  };
}

/** A ball that has read all the books. */
function freshman(film) {
  return {
    ground: "#2f8a4d",
    art:
      times(7, (i) => rect(0, 40 + i * 88, 500, 6, "#5aa871")) +
      times(
        7,
        (i) =>
          rect(0, 40 + i * 88 - 28, 22, 4, "#5aa871") +
          rect(478, 40 + i * 88 - 28, 22, 4, "#5aa871"),
      ) +
      shape("M60 470L30 400L108 420Z", "#247040") +
      group(
        "rotate(-24 250 300)",
        shape("M30 300Q130 136 250 136Q370 136 470 300Q370 464 250 464Q130 464 30 300Z", "#8a4b25"),
        shape("M30 300Q130 464 250 464Q370 464 470 300Q370 410 250 410Q130 410 30 300Z", "#6f3a1b"),
        stroke("M96 214Q116 300 96 386M404 214Q384 300 404 386", ink.snow, 12),
        rect(196, 178, 108, 8, ink.snow),
        times(5, (i) => rect(202 + i * 22, 166, 7, 32, ink.snow)),
      ) +
      disc(180, 316, 56, ink.cream) +
      disc(304, 272, 56, ink.cream) +
      ring(180, 316, 58, 13, ink.coal) +
      ring(304, 272, 58, 13, ink.coal) +
      stroke("M232 292Q242 282 252 290", ink.coal, 11) +
      disc(190, 322, 15, ink.coal) +
      disc(314, 278, 15, ink.coal) +
      stroke("M226 410Q276 414 314 372", ink.coal, 9) +
      rect(0, 556, 500, 204, "#173f66") +
      rect(0, 546, 500, 12, ink.bulb),
    type: [
      limelight(film.title, [40, 576, 420, 76], ink.bulb),
      credit(film, ink.cream, [240, 678, 224, 46]),
    ],
  };
}

/** Searchlights, and what they look for. */
function starIsBorn(film) {
  const beam = (x, tip) => poly([x - 8, 600, tip - 64, -10, tip + 64, -10, x + 8, 600], "#8f2d5f");
  return {
    ground: "#741b49",
    art:
      beam(40, 330) +
      beam(170, 60) +
      beam(330, 440) +
      beam(460, 170) +
      star(250, 250, 190, 78, 5, ink.mustard) +
      times(5, (i) =>
        group(`rotate(${i * 72} 250 250)`, poly([250, 60, 250, 250, 204, 187], "#f8d875")),
      ) +
      times(11, (i) =>
        poly(
          [
            i * 50 - 26,
            600,
            i * 50 - 16,
            500 + (i % 3) * 18,
            i * 50 + 16,
            500 + (i % 3) * 18,
            i * 50 + 26,
            600,
          ],
          i % 2 ? "#3f0f2b" : "#511537",
        ),
      ) +
      woman(250, 594, 148, "#25081a") +
      rect(0, 590, 500, 170, "#25081a"),
    type: [
      limelight(film.title, [40, 600, 420, 52], ink.bulb),
      credit(film, ink.rose, [232, 684, 232, 38]),
    ],
  };
}

/** Mind the ceiling. */
function royalWedding(film) {
  return {
    ground: "#a9cdbb",
    art:
      poly([0, 0, 500, 0, 410, 110, 90, 110], ink.cream) +
      poly([0, 0, 90, 110, 90, 470, 0, 590], "#8fb9a4") +
      poly([500, 0, 410, 110, 410, 470, 500, 590], "#8fb9a4") +
      poly([0, 590, 90, 470, 410, 470, 500, 590], "#b4553f") +
      poly([120, 582, 168, 486, 332, 486, 380, 582], "#d98a5e") +
      times(6, (i) => rect(112 + i * 52, 110, 20, 360, "#b7d8c8")) +
      rect(208, 318, 112, 84, ink.gold) +
      rect(218, 328, 92, 64, "#6f9fb8") +
      poly([218, 392, 248, 350, 272, 380, 290, 362, 310, 392], "#3f6d55") +
      rect(118, 396, 70, 74, "#6a4632", 'rx="10"') +
      rect(110, 430, 86, 40, "#8a5c41", 'rx="8"') +
      rect(352, 350, 8, 120, ink.coal) +
      poly([326, 350, 386, 350, 372, 304, 340, 304], ink.bulb) +
      group(
        "translate(256 72) scale(1 -1)",
        man(0, 0, 196, ink.coal, "top"),
        stroke("M28 -136L92 -176M-28 -136L-94 -112", ink.coal, 15),
      ) +
      note(110, 190, 15, ink.vermilion) +
      note(392, 210, 17, ink.vermilion) +
      note(424, 136, 12, ink.vermilion) +
      rect(0, 588, 500, 172, "#4a2147"),
    type: [
      limelight(film.title, [40, 598, 420, 54], ink.cream),
      credit(film, ink.rose, [232, 684, 232, 38]),
    ],
  };
}

/** Everybody is listening. */
function johnDoe(film) {
  return {
    ground: "#5b88ad",
    art:
      rays(250, 230, 0, 700, 28, "#6793b6", { duty: 0.5 }) +
      [232, 196, 160].map((r) => ring(250, 230, r, 4, "#8fb3cf")).join("") +
      ring(250, 230, 120, 15, ink.coal) +
      times(8, (i) =>
        group(`rotate(${i * 45 + 22} 250 230)`, stroke("M250 110V150", ink.coal, 5)),
      ) +
      disc(250, 230, 80, ink.coal) +
      disc(250, 230, 70, "#c9d3d8") +
      times(9, (i) =>
        rect(
          250 - Math.sqrt(70 ** 2 - (i * 15 - 60) ** 2) + 3,
          167 + i * 15,
          2 * Math.sqrt(70 ** 2 - (i * 15 - 60) ** 2) - 6,
          6,
          "#55636c",
        ),
      ) +
      rect(240, 350, 20, 190, ink.coal) +
      rect(214, 344, 72, 18, ink.coal, 'rx="6"') +
      times(33, (i) => {
        const [x, y] = [
          (i % 11) * 50 + (Math.floor(i / 11) % 2) * 25 - 6,
          470 + Math.floor(i / 11) * 34,
        ];
        const shade = ["#2f4c66", "#263f56", "#1b3047"][Math.floor(i / 11)];
        return (
          disc(x, y, 17, shade) +
          rect(x - 25, y + 15, 50, 60, shade, 'rx="18"') +
          oval(x, y - 9, 25, 5, shade) +
          rect(x - 14, y - 24, 28, 17, shade, 'rx="6"')
        );
      }) +
      rect(0, 566, 500, 194, "#1b3047"),
    type: [
      grotesque(film.title, [36, 580, 428, 72], ink.cream, { weight: 800 }),
      credit(film, "#b8cfe0", [232, 684, 232, 38]),
    ],
  };
}

/** Three strokes. */
function zorro(film) {
  return {
    ground: "#1a1420",
    art:
      poly([70, 250, 420, 226, 436, 270, 96, 300], ink.vermilion) +
      poly([372, 262, 434, 262, 150, 520, 84, 524], "#b8301f") +
      poly([84, 500, 462, 476, 424, 524, 92, 552], ink.vermilion) +
      shape(
        "M20 178Q120 214 250 210Q380 214 480 178Q460 148 390 140L374 60Q370 36 330 36H170Q130 36 126 60L110 140Q40 148 20 178Z",
        "#3a2c48",
      ) +
      shape("M112 128Q250 160 388 128L392 150Q250 184 108 150Z", ink.bulb) +
      stroke("M40 590L440 70", ink.snow, 6) +
      group(
        "translate(92 522) rotate(38)",
        ring(0, 0, 27, 7, ink.bulb),
        rect(-6, 18, 12, 50, ink.bulb, 'rx="5"'),
      ) +
      rect(0, 596, 500, 160, "#1a1420"),
    type: [
      limelight(film.title, [40, 602, 420, 52], ink.cream),
      credit(film, ink.bulb, [232, 684, 232, 38]),
    ],
  };
}

export const footlights = {
  tt0011439: zorro,
  tt0015841: freshman,
  tt0018773: circus,
  tt0029606: starIsBorn,
  tt0033891: johnDoe,
  tt0043983: royalWedding,
};
