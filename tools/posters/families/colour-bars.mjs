/** Comedy: flat bars of colour, and one straight-faced object. */
import { note, puff } from "../figures.mjs";
import { ink } from "../palette.mjs";
import {
  disc,
  group,
  mirror,
  oval,
  poly,
  rect,
  ring,
  sea,
  shape,
  stroke,
  times,
  within,
} from "../shapes.mjs";
import { caps, credit, grotesque, limelight } from "../type.mjs";

/** Upright bars across the sheet. */
const bars = (top, height, colours) =>
  colours
    .map((colour, i) =>
      rect((500 / colours.length) * i, top, 500 / colours.length + 0.5, height, colour),
    )
    .join("");

/** The perfect butler, from the collar down. */
function godfrey(film) {
  return {
    ground: ink.turquoise,
    art:
      bars(0, 560, [ink.turquoise, "#e8604c", ink.bulb, "#2f8f8a", ink.rose, ink.turquoise]) +
      shape("M60 560Q66 250 196 190L250 230L304 190Q434 250 440 560Z", ink.coal) +
      poly([196, 190, 250, 470, 304, 190, 250, 226], ink.snow) +
      mirror(250, poly([196, 186, 150, 250, 190, 300, 172, 320, 250, 500], "#38343c")) +
      mirror(250, poly([206, 160, 202, 196, 250, 236], ink.snow)) +
      mirror(250, poly([250, 224, 190, 196, 190, 262], ink.coal)) +
      rect(238, 212, 24, 32, "#38343c", 'rx="5"') +
      mirror(250, stroke("M200 208L226 224M200 248L226 234", "#38343c", 4)) +
      times(3, (i) => disc(250, 300 + i * 48, 7, ink.gold)) +
      shape("M176 108Q168 30 206 34Q228 52 250 36Q276 26 296 40Q330 40 324 108Z", ink.umber) +
      shape("M174 84Q250 112 326 84L328 112Q250 132 172 112Z", ink.coal) +
      oval(250, 116, 128, 19, ink.umber, -3) +
      poly([282, 52, 304, 56, 300, 78, 280, 74], ink.bulb) +
      oval(180, 366, 22, 14, ink.vermilion, -30) +
      disc(172, 356, 15, ink.velvet) +
      rect(0, 500, 500, 250, ink.cream) +
      shape("M64 500Q250 530 436 500Q420 522 250 526Q80 522 64 500Z", ink.steel) +
      rect(52, 488, 396, 14, "#a9bccb", 'rx="7"'),
    type: [
      grotesque(film.title, [40, 540, 420, 112], ink.coal, { weight: 800 }),
      credit(film, ink.coal, [232, 684, 232, 38]),
    ],
  };
}

/** Two telephones in an argument. */
function girlFriday(film) {
  const phone = (colour, shade) =>
    oval(116, 470, 76, 20, shade) +
    rect(40, 446, 152, 26, colour, 'rx="12"') +
    rect(106, 250, 20, 200, colour) +
    group(
      "rotate(-16 116 240)",
      shape("M116 218L196 176Q208 240 196 290L116 256Z", colour),
      oval(197, 234, 13, 58, shade),
      oval(199, 234, 7, 42, ink.coal),
    ) +
    disc(110, 240, 32, colour) +
    stroke("M70 262V320", shade, 22) +
    oval(70, 250, 27, 14, shade) +
    stroke("M70 330Q60 400 90 448", ink.coal, 5);
  return {
    ground: ink.bulb,
    art:
      times(6, (i) => rect(0, 40 + i * 80, 500, 40, i % 2 ? "#f3b53a" : "#f9d27c")) +
      group(
        "translate(-30 -59) scale(1.12)",
        times(7, (i) =>
          rect(
            206 + (i % 2) * 10,
            186 + i * 34,
            [76, 50, 84, 40, 70, 88, 46][i],
            15,
            [ink.vermilion, ink.prussian][i % 2],
            'rx="7"',
          ),
        ),
        phone(ink.vermilion, ink.oxblood),
        group("translate(500 0) scale(-1 1)", phone(ink.prussian, ink.night)),
        rect(0, 490, 500, 260, ink.cream),
        times(5, (i) => rect(0, 500 + i * 9, 500, 2, "#d9c49a")),
        rect(0, 486, 500, 7, ink.coal),
      ),
    type: [
      grotesque(caps(film.title), [36, 560, 428, 90], ink.coal, { stretch: "condensed" }),
      credit(film, ink.coal, [232, 676, 232, 46]),
    ],
  };
}

/** Dark glasses, and what they are looking at. */
function charade(film) {
  return {
    ground: "#f2b233",
    art:
      bars(0, 132, [
        ink.vermilion,
        ink.turquoise,
        "#2d2550",
        ink.orange,
        ink.snow,
        ink.vermilion,
        ink.turquoise,
        "#2d2550",
      ]) +
      disc(136, 306, 122, ink.snow) +
      disc(364, 306, 122, ink.snow) +
      shape("M226 270Q250 250 274 270V300Q250 280 226 300Z", ink.snow) +
      rect(0, 270, 30, 26, ink.snow) +
      rect(470, 270, 30, 26, ink.snow) +
      within(
        "left",
        disc(136, 306, 92, "#2d2550"),
        rect(0, 200, 250, 260, "#2d2550"),
        rect(0, 352, 250, 60, "#4b3f86"),
        shape(
          "M136 214Q142 330 186 400H164Q154 360 136 356Q118 360 108 400H86Q130 330 136 214Z",
          ink.bulb,
        ),
        rect(112, 306, 48, 8, "#2d2550"),
        rect(100, 346, 72, 8, "#2d2550"),
      ) +
      within(
        "right",
        disc(364, 306, 92, "#2d2550"),
        rect(250, 200, 250, 260, "#2d2550"),
        shape(
          "M318 400Q318 330 344 318L346 306Q326 300 330 276Q314 274 306 266Q326 258 334 258Q338 234 364 234Q390 234 394 258Q402 258 422 266Q414 274 398 276Q402 300 382 306L384 318Q410 330 410 400Z",
          ink.vermilion,
        ),
      ) +
      stroke("M70 264Q88 234 120 226M298 264Q316 234 348 226", ink.snow, 8) +
      shape("M222 496Q250 478 278 496Q250 522 222 496Z", ink.vermilion) +
      stroke("M214 496Q250 504 286 496", ink.velvet, 4),
    type: [
      grotesque(caps(film.title), [36, 560, 428, 86], "#2d2550", { weight: 800 }),
      credit(film, "#2d2550", [232, 680, 232, 42]),
    ],
  };
}

/** A gnome who has seen the world. */
function amelie(film) {
  return {
    ground: "#1f6b4a",
    art:
      times(9, (i) => rect(i * 56, 0, 28, 600, "#247553")) +
      group(
        "translate(0 -22)",
        disc(250, 330, 190, "#e6c04e") +
          shape("M112 620Q108 470 190 430H310Q392 470 388 620Z", "#c7352f") +
          rect(104, 566, 292, 34, ink.umber) +
          rect(222, 560, 56, 46, ink.bulb, 'rx="6"') +
          shape(
            "M150 330Q120 470 200 530Q236 560 250 580Q264 560 300 530Q380 470 350 330Z",
            ink.snow,
          ) +
          shape("M250 580Q264 560 300 530Q380 470 350 330H300Q320 470 250 580Z", "#dfe3d8") +
          shape("M168 312Q160 392 250 394Q340 392 332 312Z", "#f2c19f") +
          mirror(
            250,
            disc(212, 336, 8, ink.coal),
            disc(190, 362, 15, ink.coral),
            stroke("M196 318Q212 308 226 318", ink.snow, 8),
          ) +
          shape(
            "M176 392Q214 366 250 392Q286 366 324 392Q290 424 250 404Q210 424 176 392Z",
            ink.snow,
          ) +
          disc(250, 366, 25, ink.coral) +
          shape("M250 36Q276 180 356 306Q250 342 144 306Q224 180 250 36Z", ink.vermilion) +
          shape("M250 36Q276 180 356 306Q320 322 280 325Q296 190 250 36Z", ink.velvet),
      ) +
      rect(0, 574, 500, 176, "#163f2e"),
    type: [
      limelight(film.title, [40, 588, 420, 62], ink.cream),
      credit(film, ink.bulb, [240, 670, 228, 50]),
    ],
  };
}

/** Three whistles and a wheel. */
function steamboatWillie(film) {
  return {
    ground: "#e9e4d4",
    art:
      rect(0, 0, 500, 470, "#d8d3c2") +
      disc(250, 300, 210, "#e9e4d4") +
      puff(120, 132, 46, ink.snow) +
      puff(382, 112, 54, ink.snow) +
      rect(120, 180, 48, 190, ink.coal) +
      rect(332, 180, 48, 190, ink.coal) +
      poly([108, 160, 180, 160, 168, 186, 120, 186], ink.coal) +
      poly([320, 160, 392, 160, 380, 186, 332, 186], ink.coal) +
      rect(120, 212, 48, 16, ink.vermilion) +
      rect(332, 212, 48, 16, ink.vermilion) +
      times(
        3,
        (i) =>
          rect(212 + i * 30, 176 - (i % 2) * 14, 18, 60, ink.mustard, 'rx="7"') +
          rect(216 + i * 30, 202 - (i % 2) * 14, 10, 7, ink.coal),
      ) +
      rect(176, 226, 148, 150, ink.snow) +
      rect(164, 214, 172, 16, ink.coal) +
      rect(80, 366, 340, 16, ink.coal) +
      rect(92, 380, 316, 70, ink.snow) +
      times(5, (i) => disc(130 + i * 60, 414, 15, ink.coal)) +
      shape("M46 446H454Q440 540 390 566H110Q60 540 46 446Z", ink.coal) +
      rect(46, 446, 408, 14, ink.vermilion) +
      times(8, (i) =>
        group(
          `rotate(${i * 45} 250 302)`,
          rect(245, 232, 10, 70, ink.umber),
          oval(250, 232, 8, 12, ink.umber),
        ),
      ) +
      ring(250, 302, 44, 14, ink.umber) +
      disc(250, 302, 15, ink.mustard) +
      note(58, 96, 17, ink.coal) +
      note(226, 110, 15, ink.vermilion) +
      note(276, 74, 19, ink.coal) +
      note(446, 214, 14, ink.vermilion) +
      sea(520, 14, 100, 0, "#9fb3b5") +
      sea(546, 14, 100, 50, "#55707a"),
    type: [
      limelight(film.title, [40, 576, 420, 72], ink.snow),
      credit(film, ink.snow, [232, 676, 232, 46]),
    ],
  };
}

export const colourBars = {
  tt0028010: godfrey,
  tt0032599: girlFriday,
  tt0056923: charade,
  tt0211915: amelie,
  tt0019422: steamboatWillie,
};
