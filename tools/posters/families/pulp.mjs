/** Pulp: crime and other bad habits, in loud colours. */
import { man, reach } from "../figures.mjs";
import { ink } from "../palette.mjs";
import {
  disc,
  faint,
  group,
  mirror,
  oval,
  poly,
  rays,
  rect,
  shape,
  star,
  stroke,
  times,
} from "../shapes.mjs";
import { caps, credit, grotesque, limelight } from "../type.mjs";

/** The last shot of the picture. */
function trainRobbery(film) {
  return {
    ground: "#dcb56a",
    art:
      rays(250, 380, 0, 760, 30, "#e2c07b", { duty: 0.5 }) +
      shape("M110 200Q110 330 250 344Q390 330 390 200Z", "#c98f5a") +
      mirror(250, disc(204, 226, 10, ink.coal), stroke("M176 200L226 210", ink.coal, 9)) +
      shape("M118 252Q250 282 382 252Q380 340 250 400Q120 340 118 252Z", "#a8322a") +
      times(9, (i) => disc(166 + (i % 5) * 42, 290 + Math.floor(i / 5) * 34, 6, ink.cream)) +
      shape(
        "M10 200Q60 150 130 164Q130 60 172 50Q250 76 328 50Q370 60 370 164Q440 150 490 200Q250 240 10 200Z",
        "#4b2f1c",
      ) +
      shape("M130 152Q250 190 370 152L370 174Q250 212 128 174Z", ink.coal) +
      shape("M20 600Q40 430 170 386Q250 420 330 386Q460 430 480 600Z", "#39444c") +
      rect(212, 420, 76, 190, "#23282d", 'rx="10"') +
      disc(250, 446, 78, "#23282d") +
      times(6, (i) => group(`rotate(${i * 60} 250 446)`, disc(250, 396, 15, "#4d565d"))) +
      disc(250, 446, 32, "#6b757c") +
      disc(250, 446, 18, ink.coal) +
      shape("M150 560Q190 500 250 540Q310 500 350 560L340 640H160Z", "#c98f5a") +
      rect(0, 566, 500, 190, "#4b2f1c"),
    type: [
      limelight(film.title, [40, 578, 420, 76], "#f0d59a"),
      credit(film, "#f0d59a", [232, 684, 232, 38]),
    ],
  };
}

/** The quarry. */
function dangerousGame(film) {
  const rings = [ink.snow, "#d23c2c", ink.snow, "#d23c2c", ink.snow];
  const frond = (x, y, turn) =>
    group(
      `translate(${x} ${y}) rotate(${turn})`,
      shape("M0 0Q60 -60 190 -34Q90 -20 0 0Z", "#0e3326"),
      stroke("M0 0Q80 -40 170 -34", "#1c4d3a", 4),
    );
  return {
    ground: "#1f6a4d",
    art:
      times(8, (i) => rect(i * 68 - 10, 0, 18, 600, "#1b5e44")) +
      rings.map((colour, i) => disc(250, 300, 190 - i * 38, colour)).join("") +
      group(
        "translate(250 372) rotate(8) scale(1.5)",
        disc(8, -98, 11, ink.coal),
        shape("M-12 -84Q6 -92 16 -80L10 -34H-14Z", ink.coal),
        stroke("M12 -76L38 -58L52 -72M-8 -76L-34 -66L-42 -44", ink.coal, 8),
        stroke("M4 -38L30 -16L22 16M-8 -38L-22 -10L-52 -8", ink.coal, 11),
      ) +
      stroke("M480 90L312 248", "#3b2312", 7) +
      poly([296, 264, 306, 238, 322, 254], ink.coal) +
      stroke("M470 84L484 62M486 100L504 86M480 92L498 70", ink.bulb, 6) +
      [
        [0, 480, -20],
        [0, 540, -4],
        [20, 600, -30],
        [-30, 400, 6],
      ]
        .map(
          ([x, y, turn]) =>
            frond(x, y, turn) + group("translate(500 0) scale(-1 1)", frond(x, y + 20, turn)),
        )
        .join("") +
      rect(0, 560, 500, 200, "#0e3326"),
    type: [
      grotesque(film.title, [36, 572, 428, 80], ink.snow, { stretch: "condensed", track: 0 }),
      credit(film, ink.mint, [232, 678, 232, 46]),
    ],
  };
}

/** One puff, it says here. */
function reeferMadness(film) {
  return {
    ground: "#d9e04a",
    art:
      times(7, (i) => disc(250, 290, 300 - i * 40, i % 2 ? "#d9e04a" : "#5d9a3c")) +
      mirror(
        250,
        oval(190, 290, 52, 44, ink.snow),
        disc(198, 290, 22, ink.vermilion),
        disc(198, 290, 9, ink.coal),
        stroke("M132 240Q180 190 232 236", ink.coal, 11),
      ) +
      shape("M170 400Q250 366 330 400Q326 474 250 478Q174 474 170 400Z", ink.coal) +
      times(6, (i) =>
        rect(190 + i * 21, 392 - Math.sin((Math.PI * i) / 5) * 8, 17, 22, ink.snow, 'rx="4"'),
      ) +
      group(
        "rotate(16 330 440)",
        rect(300, 432, 130, 17, ink.snow, 'rx="8"'),
        rect(418, 432, 18, 17, ink.vermilion, 'rx="8"'),
      ) +
      stroke("M436 462Q476 400 440 340T460 220Q480 160 440 110", "#f6f3e2", 9) +
      rect(0, 552, 500, 208, "#26421d"),
    type: [
      grotesque(caps(film.title), [36, 566, 428, 86], "#e8ee6c", {
        stretch: "condensed",
        track: 0,
      }),
      credit(film, "#e8ee6c", [232, 684, 232, 38]),
    ],
  };
}

/** A mild man, a wet street. */
function scarletStreet(film) {
  const front = (x, w, top, fill) =>
    rect(x, top, w, 500 - top, fill) +
    times(Math.floor((460 - top) / 56), (row) =>
      times(Math.floor(w / 40), (i) =>
        rect(
          x + 12 + i * 38,
          top + 22 + row * 56,
          18,
          30,
          (row * 3 + i + w) % 5 ? "#6d0f22" : ink.bulb,
        ),
      ),
    );
  return {
    ground: "#c9263f",
    art:
      front(-10, 130, 60, "#8d1730") +
      front(120, 60, 170, "#9d1c36") +
      front(380, 130, 30, "#8d1730") +
      front(326, 56, 190, "#9d1c36") +
      poly([180, 500, 326, 500, 520, 760, -20, 760], "#7a1229") +
      poly([230, 500, 268, 500, 300, 640, 180, 640], "#e8596a") +
      rect(330, 210, 10, 330, ink.coal) +
      stroke("M334 214Q334 176 290 182", ink.coal, 9) +
      disc(284, 196, 18, ink.cream) +
      faint(0.3, poly([284, 196, 150, 560, 372, 560], ink.cream)) +
      man(240, 540, 196, ink.coal, "bowler") +
      shape(
        "M142 352Q150 268 240 262Q330 268 338 352Q312 336 290 352Q266 336 240 352Q214 336 190 352Q168 336 142 352Z",
        ink.coal,
      ) +
      rect(0, 568, 500, 192, "#2a0710"),
    type: [
      limelight(film.title, [40, 582, 420, 70], ink.cream),
      credit(film, ink.rose, [232, 684, 232, 38]),
    ],
  };
}

/** A good hand, and what it costs. */
function goldenArm(film) {
  const card = (turn, suit) =>
    group(
      `rotate(${turn} 250 400)`,
      rect(196, 168, 108, 158, ink.snow, `rx="9" stroke="#12305f" stroke-width="4"`),
      suit,
    );
  const spade = shape(
    "M250 200Q296 246 296 268Q282 292 256 274L264 300H236L244 274Q218 292 204 268Q204 246 250 200Z",
    ink.coal,
  );
  const diamond = poly([250, 196, 286, 248, 250, 300, 214, 248], ink.vermilion);
  return {
    ground: "#2d62b3",
    art:
      poly([0, 0, 250, 0, 170, 760, 0, 760], "#2857a2") +
      poly([340, 0, 510, 0, 510, 420, 400, 470], "#16386f") +
      card(-34, diamond) +
      card(-12, spade) +
      card(12, diamond) +
      card(34, spade) +
      poly(
        [
          196, 760, 210, 560, 190, 470, 176, 396, 214, 340, 300, 348, 322, 404, 306, 480, 300, 570,
          318, 760,
        ],
        ink.mustard,
      ) +
      poly(
        [250, 760, 256, 560, 250, 470, 250, 344, 300, 348, 322, 404, 306, 480, 300, 570, 318, 760],
        ink.ochre,
      ) +
      times(4, (i) =>
        rect(180 + i * 34, 330 + (i % 2) * 5, 29, 84, i % 2 ? "#efb53a" : "#f6c24f", 'rx="13"'),
      ) +
      group("rotate(-38 196 420)", rect(150, 398, 36, 92, "#f6c24f", 'rx="16"')) +
      poly([0, 640, 170, 610, 340, 644, 510, 612, 510, 760, 0, 760], "#101f3d"),
    type: [
      grotesque(film.title, [36, 34, 428, 100], ink.cream, { stretch: "condensed", track: 0 }),
      credit(film, ink.bulb, [232, 684, 232, 38]),
    ],
  };
}

/** The materials are at hand. */
function bucketOfBlood(film) {
  return {
    ground: "#7cc3bd",
    art:
      shape(
        "M-10 -10H510V60Q490 150 470 70Q450 40 430 90Q412 250 392 96Q372 50 346 70Q330 130 312 74Q280 40 252 84Q236 190 214 88Q190 48 160 72Q140 320 118 84Q96 44 70 72Q50 140 30 70Q10 50 -10 90Z",
        "#b7202c",
      ) +
      stroke("M120 330Q250 130 380 330", "#46545c", 9) +
      poly([112, 330, 388, 330, 352, 580, 148, 580], "#93a4ad") +
      poly([250, 330, 388, 330, 352, 580, 250, 580], "#7a8b95") +
      oval(250, 330, 138, 27, "#46545c") +
      oval(250, 334, 124, 20, "#b7202c") +
      shape(
        "M130 346Q150 370 160 430Q170 452 178 424Q182 380 204 372Q216 390 220 490Q230 520 240 488Q244 400 268 374Q288 380 292 420Q300 440 306 416Q310 374 370 346Q250 376 130 346Z",
        "#b7202c",
      ) +
      times(2, (i) => stroke(`M${134 + i * 10} ${430 + i * 90}H${366 - i * 10}`, "#5f6f78", 6)) +
      stroke("M296 300L372 130", ink.umber, 12) +
      poly([366, 136, 384, 144, 392, 96, 378, 90], ink.bone) +
      rect(0, 572, 500, 188, ink.coal),
    type: [
      grotesque(film.title, [36, 584, 428, 68], "#f2ead9", {
        weight: 800,
        stretch: "condensed",
        track: 0,
      }),
      credit(film, "#9fd6d0", [232, 684, 232, 38]),
    ],
  };
}

/** Hands. Of fate, too. */
function manos(film) {
  const [title, subtitle] = film.title.split(": ");
  return {
    ground: "#ef9a3d",
    art:
      rays(250, 250, 80, 760, 18, "#f4ac54", { duty: 0.5 }) +
      shape(
        "M250 150Q300 160 320 210Q420 150 520 60V600H-20V60Q80 150 180 210Q200 160 250 150Z",
        "#231a26",
      ) +
      mirror(250, reach(118, 420, 0.92, -24, "#c92f2f")) +
      mirror(250, stroke("M180 210Q204 400 214 600", "#c92f2f", 7)) +
      oval(250, 150, 45, 58, "#e7c49a") +
      shape("M204 140Q200 84 250 80Q300 84 296 140Q276 112 250 114Q224 112 204 140Z", "#231a26") +
      mirror(250, stroke("M222 146H240", "#231a26", 6)) +
      shape("M220 168Q250 156 280 168Q276 180 250 176Q224 180 220 168Z", "#231a26") +
      stroke("M250 190V204", "#231a26", 9) +
      times(3, (i) => star(250, 262 + i * 60, 13, 5, 4, ink.bulb)) +
      rect(0, 566, 500, 194, "#231a26"),
    type: [
      grotesque(caps(title), [36, 572, 428, 48], ink.bulb, { track: 0.04 }),
      grotesque(subtitle, [60, 628, 380, 26], ink.cream, { weight: 600, track: 0.02, max: 25 }),
      credit(film, ink.bulb, [232, 684, 232, 38]),
    ],
  };
}

export const pulp = {
  tt0000439: trainRobbery,
  tt0023238: dangerousGame,
  tt0028346: reeferMadness,
  tt0038057: scarletStreet,
  tt0048347: goldenArm,
  tt0052655: bucketOfBlood,
  tt0060666: manos,
};
