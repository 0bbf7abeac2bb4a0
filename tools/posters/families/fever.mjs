/** Fever dreams: masks, eyes and crooked streets. */
import { man } from "../figures.mjs";
import { ink } from "../palette.mjs";
import {
  disc,
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
  within,
} from "../shapes.mjs";
import { caps, credit, grotesque, limelight } from "../type.mjs";

/** A street that leans. */
function caligari(film) {
  return {
    ground: ink.mustard,
    art:
      poly([262, 236, 190, -20, 330, -20], ink.cream) +
      poly([262, 236, 130, 40, 60, -20, 130, -20], ink.cream) +
      poly([262, 236, 400, -20, 470, -20, 430, 60], ink.cream) +
      poly([0, 60, 120, 10, 186, 330, 130, 560, 0, 600], "#173b3f") +
      poly([500, 30, 420, 96, 326, 250, 372, 430, 340, 560, 500, 600], "#173b3f") +
      poly([0, 240, 96, 180, 176, 560, 0, 600], ink.coal) +
      poly([500, 200, 402, 250, 440, 420, 386, 580, 500, 620], ink.coal) +
      poly([52, 96, 96, 76, 110, 168, 74, 178], ink.mustard) +
      poly([446, 120, 480, 96, 476, 176, 432, 188], ink.mustard) +
      poly([24, 290, 70, 262, 90, 372, 50, 386], ink.cream) +
      stroke("M48 276L70 380M36 336L80 318", ink.coal, 6, "") +
      poly([450, 292, 486, 276, 490, 366, 462, 372], ink.cream) +
      poly([36, 430, 108, 416, 128, 500, 60, 520], ink.vermilion) +
      poly([420, 450, 474, 440, 470, 540, 408, 548], ink.vermilion) +
      poly(
        [
          186, 330, 326, 250, 352, 350, 330, 380, 376, 470, 320, 520, 400, 640, 60, 640, 150, 530,
          120, 480, 190, 400,
        ],
        ink.cream,
      ) +
      poly([262, 510, 130, 640, 190, 640, 276, 516], "#173b3f") +
      man(266, 516, 236, ink.coal, "top") +
      stroke("M302 400L326 508", ink.coal, 6) +
      poly([-10, 552, 510, 502, 510, 760, -10, 760], ink.coal),
    type: [
      limelight(film.title, [36, 560, 424, 98], ink.mustard, { turn: -5.5, stand: "top" }),
      credit(film, ink.cream, [232, 688, 236, 34]),
    ],
  };
}

/** A goat at the sabbath. */
function haxan(film) {
  return {
    ground: ink.vermilion,
    art:
      rays(250, 330, 0, 640, 36, "#c43324", { duty: 0.5 }) +
      mirror(
        250,
        shape("M214 236Q110 226 92 120Q88 76 118 44Q110 110 150 152Q186 188 236 196Z", ink.coal),
        stroke(
          "M104 92Q124 84 132 72M104 130Q128 124 142 108M122 170Q146 160 158 140M158 204Q174 190 182 172",
          ink.vermilion,
          4,
        ),
        shape("M204 262Q120 244 84 292Q130 330 208 306Z", ink.coal),
        shape("M190 276Q140 270 114 292Q150 304 196 292Z", ink.rose),
      ) +
      shape("M188 214Q250 180 312 214L322 300L286 440Q250 486 214 440L178 300Z", ink.coal) +
      mirror(
        250,
        shape("M190 290Q212 270 236 300Q212 320 190 290Z", ink.bulb),
        rect(196, 288, 32, 7, ink.coal),
      ) +
      star(250, 244, 26, 10, 5, ink.bulb, 90) +
      mirror(250, oval(234, 416, 6, 12, ink.vermilion, 24)) +
      stroke("M226 446Q250 458 274 446", ink.vermilion, 4) +
      shape("M222 462Q250 484 278 462L262 506L250 562L238 506Z", ink.coal) +
      rect(0, 574, 500, 176, ink.coal),
    type: [
      limelight(caps(film.title), [40, 582, 420, 66], ink.bulb),
      credit(film, ink.rose, [232, 676, 232, 46]),
    ],
  };
}

/** The curtain, the chandelier and half a face. */
function phantom(film) {
  const fold = (i) =>
    shape(
      `M${-10 + i * 30} 0H${24 + i * 30}Q${44 + i * 22} 330 ${-4 + i * 17} 610H${-40 + i * 17}Q${20 + i * 22} 330 ${-10 + i * 30} 0Z`,
      i % 2 ? ink.velvet : "#7c1226",
    );
  return {
    ground: "#1b1016",
    art:
      disc(250, 300, 190, "#331722") +
      mirror(250, times(6, fold)) +
      mirror(250, shape("M-10 0H250V36Q190 92 128 36Q64 92 -10 40Z", "#c01f3b")) +
      mirror(250, stroke("M-10 46Q64 98 128 42Q190 98 250 42", ink.gold, 6)) +
      shape("M250 180Q350 176 352 290Q352 400 306 452Q280 480 250 484Z", "#6b3a45") +
      disc(296, 304, 27, "#1b1016") +
      poly([250, 344, 268, 392, 250, 392], "#1b1016") +
      times(4, (i) => rect(254 + i * 15, 428, 11, 24, "#1b1016", 'rx="3"')) +
      shape("M250 180Q150 176 148 290Q148 380 178 416Q206 404 218 384Q240 382 250 362Z", ink.snow) +
      shape(
        "M250 180Q150 176 148 290Q148 380 178 416Q160 330 174 272Q190 210 250 180Z",
        "#d8cfc9",
      ) +
      oval(206, 298, 25, 17, "#1b1016", 10) +
      stroke("M168 262Q200 240 234 264", "#1b1016", 6) +
      rect(0, 560, 500, 190, "#1b1016") +
      times(17, (i) => disc(10 + i * 30, 560, 6, ink.gold)),
    type: [
      limelight(film.title, [44, 578, 412, 78], ink.cream),
      credit(film, ink.gold, [232, 682, 230, 40]),
    ],
  };
}

/** A moon for an eye, a cloud for a blade. */
function chienAndalou(film) {
  const ant = (x, y, turn) =>
    group(
      `translate(${x} ${y}) rotate(${turn})`,
      oval(0, 0, 7, 5, ink.coal),
      oval(12, 0, 5, 4, ink.coal),
      oval(-14, 0, 9, 6.5, ink.coal),
      stroke(
        "M-4 0L-12 -14M0 0V-15M4 0L12 -13M-4 0L-12 14M0 0V15M4 0L12 13M15 -2L24 -8M15 2L24 8",
        ink.coal,
        2,
      ),
    );
  return {
    ground: "#8fb7bd",
    art:
      mirror(250, stroke("M70 236Q130 150 250 140", ink.coal, 13)) +
      times(9, (i) =>
        stroke(
          `M${106 + i * 36} ${226 - Math.sin(((i + 0.5) * Math.PI) / 9) * 62}L${92 + i * 39.5} ${196 - Math.sin(((i + 0.5) * Math.PI) / 9) * 78}`,
          ink.coal,
          5,
        ),
      ) +
      within(
        "eye",
        shape("M44 310Q140 176 250 176Q360 176 456 310Q360 430 250 430Q140 430 44 310Z", ink.snow),
        rect(0, 100, 500, 400, ink.snow),
        disc(250, 300, 112, ink.night),
        disc(250, 300, 76, ink.cream),
        disc(228, 280, 12, "#e2d2a8"),
        disc(272, 324, 18, "#e2d2a8"),
        disc(280, 272, 8, "#e2d2a8"),
      ) +
      stroke(
        "M44 310Q140 176 250 176Q360 176 456 310Q360 430 250 430Q140 430 44 310Z",
        ink.coal,
        10,
      ) +
      shape(
        "M-20 330Q120 296 250 300Q400 304 520 276Q430 322 300 318Q140 318 -20 330Z",
        ink.vermilion,
      ) +
      ant(404, 486, -30) +
      ant(352, 462, 150) +
      ant(444, 442, -70),
    type: [
      limelight(film.title, [40, 520, 420, 124], ink.coal, { align: "left" }),
      credit(film, ink.coal, [232, 676, 232, 46]),
    ],
  };
}

/** Feed me. */
function littleShop(film) {
  const jaw = (turn) =>
    group(
      `rotate(${turn} 150 330)`,
      shape("M150 330Q160 190 300 190Q420 196 444 330Z", ink.leaf),
      times(5, (i) => disc(210 + i * 40, 236 + Math.abs(i - 2) * 16, 9, ink.acid)),
      shape("M176 330Q186 282 300 280Q404 284 420 330Z", ink.velvet),
      times(8, (i) => poly([180 + i * 31, 326, 209 + i * 31, 326, 196 + i * 31, 364], ink.snow)),
    );
  return {
    ground: ink.rose,
    art:
      disc(250, 400, 210, ink.coral) +
      group(
        "translate(10 74) scale(0.94)",
        stroke("M158 372Q120 470 246 520Q256 560 250 600", ink.moss, 26) +
          shape("M238 540Q120 470 66 556Q150 600 238 540Z", ink.leaf) +
          shape("M262 540Q380 460 440 540Q350 596 262 540Z", ink.leaf) +
          group("translate(0 10)", jaw(-36)) +
          group("matrix(1 0 0 -1 0 676)", jaw(-12)) +
          shape("M158 580H342L322 760H178Z", ink.orange) +
          rect(144, 566, 212, 40, ink.vermilion, 'rx="8"'),
      ),
    type: [
      grotesque(film.title, [36, 32, 428, 56], ink.oxblood, { stretch: "condensed" }),
      credit(film, ink.oxblood, [36, 94, 428, 28], { align: "center", stand: "middle" }),
    ],
  };
}

export const fever = {
  tt0010323: caligari,
  tt0013257: haxan,
  tt0016220: phantom,
  tt0020530: chienAndalou,
  tt0054033: littleShop,
};
