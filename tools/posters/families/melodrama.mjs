/** Drama: people, and what is larger than they are. */
import { man, reach, woman } from "../figures.mjs";
import { ink } from "../palette.mjs";
import {
  disc,
  faint,
  group,
  mirror,
  oval,
  poly,
  polar,
  rays,
  rect,
  ring,
  shape,
  stroke,
  times,
} from "../shapes.mjs";
import { caps, credit, grotesque, limelight } from "../type.mjs";

/** The last coach of the year, seen through. */
function phantomCarriage(film) {
  const wheel = (x, y, r) =>
    ring(x, y, r, 8, ink.snow) +
    times(8, (i) => {
      const [x2, y2] = polar(x, y, r, i * 45);
      return stroke(`M${x} ${y}L${x2} ${y2}`, ink.snow, 4);
    });
  return {
    ground: "#4c6280",
    art:
      rect(0, 300, 500, 460, "#5d7593") +
      times(5, (i) => rect(0, 360 + i * 44, 500, 5, "#6f88a6")) +
      faint(
        0.9,
        wheel(330, 420, 66),
        wheel(196, 438, 48),
        shape("M170 296H420L402 384H190Z", ink.snow),
        stroke("M178 372L60 388", ink.snow, 8),
      ) +
      faint(
        0.66,
        shape(
          "M-30 400Q-20 330 70 326Q96 290 110 258L140 270Q150 300 116 330Q120 390 96 408Z",
          ink.snow,
        ),
        stroke("M88 396L98 486M52 400L46 486M10 400L2 486", ink.snow, 12),
      ) +
      shape("M250 296Q244 190 292 160Q340 190 342 296Z", "#18233a") +
      shape("M262 180Q262 128 296 120Q328 134 324 186Q300 200 262 180Z", "#18233a") +
      oval(282, 164, 11, 16, "#4c6280") +
      stroke("M226 300L388 66", "#18233a", 7) +
      shape("M388 66Q330 26 250 60Q330 56 378 88Z", ink.snow) +
      disc(96, 116, 46, "#6f88a6") +
      shape("M-10 520Q120 480 260 506Q400 530 510 490V760H-10Z", "#18233a") +
      times(5, (i) => {
        const x = 46 + i * 104;
        return (
          rect(x, 476 - (i % 2) * 14, 8, 50, "#18233a") +
          rect(x - 10, 488 - (i % 2) * 14, 28, 8, "#18233a")
        );
      }),
    type: [
      limelight(film.title, [44, 540, 412, 112], ink.snow),
      credit(film, "#b7c8dc", [232, 684, 232, 38]),
    ],
  };
}

/** Find John. */
function crowd(film) {
  const head = (i) => {
    const [column, row] = [i % 7, Math.floor(i / 7)];
    const [x, y] = [44 + column * 69 + (row % 2 ? 14 : -14), 70 + row * 62];
    const he = column === 4 && row === 4;
    return (
      shape(
        `M${x - 30} ${y + 62}Q${x - 28} ${y + 30} ${x} ${y + 28}Q${x + 28} ${y + 30} ${x + 30} ${y + 62}Z`,
        he ? ink.vermilion : "#4a4a55",
      ) +
      oval(x, y + 12, 15, 19, he ? ink.rose : "#cdbf9f") +
      rect(x - 14, y - 20, 28, 20, he ? ink.oxblood : ink.coal, 'rx="9"') +
      rect(x - 22, y - 3, 44, 6, he ? ink.oxblood : ink.coal, 'rx="3"')
    );
  };
  return {
    ground: "#e4d6b4",
    art: rect(0, 0, 500, 560, "#8d8a86") + times(63, head) + rect(0, 574, 500, 186, "#e4d6b4"),
    type: [
      grotesque(caps(film.title), [36, 588, 428, 66], ink.coal, { track: 0.04 }),
      credit(film, ink.coal, [232, 684, 232, 38]),
    ],
  };
}

/** A fringe, and a lid that should have stayed shut. */
function pandora(film) {
  return {
    ground: "#f1b7ae",
    art:
      disc(250, 260, 214, "#f6cbbf") +
      shape("M188 380H312L330 470Q420 490 440 600H60Q80 490 170 470Z", "#fbe7da") +
      oval(250, 282, 96, 122, "#fbe7da") +
      shape(
        "M250 92Q400 92 400 250Q404 330 372 396Q330 392 320 366Q356 310 340 242Q250 262 160 242Q144 310 180 366Q170 392 128 396Q96 330 100 250Q100 92 250 92Z",
        ink.coal,
      ) +
      shape("M250 92Q190 120 176 236Q164 240 160 242Q150 150 250 92Z", "#38343c") +
      mirror(
        250,
        stroke("M186 286Q206 300 230 286", ink.coal, 6),
        stroke("M182 262Q206 250 232 262", ink.coal, 4),
      ) +
      shape("M222 352Q238 342 250 350Q262 342 278 352Q250 378 222 352Z", ink.velvet) +
      stroke("M250 298L244 324H254", "#e6b9a6", 4) +
      times(9, (i) => disc(170 + i * 20, 476 + 22 * Math.sin((Math.PI * i) / 8), 8, ink.snow)) +
      rect(0, 566, 500, 190, "#8d1f3a") +
      rect(0, 556, 500, 14, ink.gold),
    type: [
      limelight(film.title, [40, 584, 420, 68], ink.cream),
      credit(film, ink.rose, [232, 684, 232, 38]),
    ],
  };
}

/** A scarf in the fog. */
function lodger(film) {
  const [title, subtitle] = film.title.split(": ");
  return {
    ground: "#b9a650",
    art:
      [230, 176, 122, 76]
        .map((r, i) => disc(352, 170, r, ["#c2b05c", "#cfbe6c", "#dfd084", "#f3e8a8"][i]))
        .join("") +
      rect(346, 196, 13, 420, "#3a3524") +
      poly(
        [322, 130, 382, 130, 370, 200, 334, 200],
        ink.cream,
        'stroke="#3a3524" stroke-width="6"',
      ) +
      poly([314, 130, 352, 96, 390, 130], "#3a3524") +
      rect(312, 232, 80, 9, "#3a3524") +
      man(170, 640, 440, "#3a3524") +
      shape("M120 262Q170 300 220 262L226 300Q170 336 114 300Z", "#6e6337") +
      poly([196, 304, 222, 300, 238, 420, 206, 424], "#6e6337") +
      [430, 476, 520]
        .map((y, i) => faint(0.75, rect(-20, y, 300 + i * 90, 22, "#c9b862", 'rx="11"')))
        .join("") +
      faint(
        0.7,
        rect(250, 330, 270, 20, "#cfbe6c", 'rx="10"'),
        rect(-20, 360, 130, 18, "#cfbe6c", 'rx="9"'),
      ) +
      rect(0, 552, 500, 210, "#2a2618"),
    type: [
      limelight(title, [40, 568, 420, 50], "#f3e8a8"),
      grotesque(subtitle, [40, 628, 420, 26], "#dfd084", { weight: 600, track: 0.02, max: 24 }),
      credit(film, "#dfd084", [232, 684, 232, 38]),
    ],
  };
}

/** A hand, and something with wings. */
function allQuiet(film) {
  const barb = (x, y) =>
    stroke(
      `M${x - 11} ${y - 11}L${x + 11} ${y + 11}M${x + 11} ${y - 11}L${x - 11} ${y + 11}`,
      "#1f2a24",
      4,
    );
  return {
    ground: "#7d8f7c",
    art:
      rect(0, 0, 500, 250, "#93a28c") +
      rect(0, 250, 500, 120, "#879880") +
      shape("M-10 470Q120 420 230 462Q360 500 510 440V760H-10Z", "#3b4a3f") +
      reach(210, 480, 1.12, 12, "#e5d8b8") +
      group(
        "translate(312 214) rotate(-18) scale(1.5)",
        shape("M0 0Q-44 -52 -58 -14Q-54 12 0 4Z", ink.orange),
        shape("M0 0Q44 -52 58 -14Q54 12 0 4Z", ink.bulb),
        shape("M0 2Q-34 24 -26 38Q-10 40 0 8Z", ink.vermilion),
        shape("M0 2Q34 24 26 38Q10 40 0 8Z", ink.orange),
        stroke("M0 -14V20M0 -14Q-8 -26 -14 -28M0 -14Q8 -26 14 -28", ink.coal, 4),
      ) +
      [70, 250, 420]
        .map((x, i) =>
          group(`rotate(${[-8, 5, -3][i]} ${x} 560)`, rect(x, 400 + i * 10, 12, 200, "#1f2a24")),
        )
        .join("") +
      stroke("M-10 450Q120 480 256 446T510 452M-10 520Q130 490 260 516T510 506", "#1f2a24", 4) +
      [20, 130, 190, 330, 380, 470]
        .map((x, i) => barb(x, [458, 466, 456, 452, 454, 452][i]))
        .join("") +
      rect(0, 552, 500, 210, "#1f2a24"),
    type: [
      grotesque(caps(film.title), [36, 566, 428, 86], ink.cream, {
        stretch: "condensed",
        track: 0,
      }),
      credit(film, ink.fog, [232, 684, 232, 38]),
    ],
  };
}

/** A house built in an hour. */
function nanook(film) {
  return {
    ground: "#f2bfa3",
    art:
      rect(0, 150, 500, 200, "#f5cfb4") +
      disc(384, 214, 66, ink.cream) +
      poly(
        [-10, 420, 80, 330, 150, 390, 250, 310, 360, 400, 510, 330, 510, 460, -10, 460],
        "#9dbfd4",
      ) +
      rect(0, 412, 500, 340, ink.snow) +
      shape("M180 520Q180 300 326 296Q472 300 472 520Z", "#e3eef4") +
      times(5, (i) =>
        stroke(
          `M${184 + i * 4 + (i > 2 ? (i - 2) * 10 : 0)} ${484 - i * 42}Q326 ${468 - i * 44} ${468 - i * 4 - (i > 2 ? (i - 2) * 10 : 0)} ${484 - i * 42}`,
          "#a9c6d8",
          4,
        ),
      ) +
      times(9, (i) => stroke(`M${206 + i * 30} ${490 - (i % 3) * 44}v-36`, "#a9c6d8", 4)) +
      shape("M276 520Q276 430 326 428Q376 430 376 520Z", "#2b4a63") +
      group(
        "translate(104 540)",
        shape("M-44 0L-36 -104Q-30 -140 0 -142Q30 -140 36 -104L44 0Z", "#6b472b"),
        disc(0, -160, 34, "#8a5f3b"),
        disc(0, -160, 25, "#e8d3b4"),
        disc(0, -158, 19, "#c58f62"),
        rect(-44, -14, 88, 14, ink.snow),
        shape("M-20 0H-4V26H-26ZM20 0H4V26H26Z", "#43301f"),
        stroke("M44 -196V26", "#43301f", 6),
        poly([44, -232, 52, -196, 36, -196], "#43301f"),
        stroke("M24 -110L44 -84", "#6b472b", 17),
      ) +
      shape("M-10 566Q120 536 260 560Q400 584 510 556V760H-10Z", "#2b4a63"),
    type: [
      limelight(film.title, [40, 584, 420, 68], ink.snow),
      credit(film, "#bcd6e4", [232, 684, 232, 38]),
    ],
  };
}

/** When the men may not, the women walk. */
function saltOfTheEarth(film) {
  const picket = (i) => {
    const [x, y] = [58 + i * 76, 470 - Math.sin((Math.PI * (i + 0.4)) / 6) * 40];
    return (
      stroke(`M${x + 22} ${y - 60}V${y - 190}`, "#2b120d", 7) +
      rect(x - 14, y - 236, 72, 56, i % 2 ? ink.snow : ink.bulb) +
      stroke(`M${x} ${y - 216}H${x + 44}M${x} ${y - 200}H${x + 32}`, "#2b120d", 6) +
      woman(x, y, 128, "#2b120d")
    );
  };
  return {
    ground: "#e8743b",
    art:
      rays(250, 470, 0, 760, 28, "#ee8549", { from: -180, to: 0, duty: 0.5 }) +
      disc(250, 470, 150, "#f6b35c") +
      stroke("M404 470L432 110L460 470M412 360H452M418 270H446M424 190H440", "#a5401f", 9) +
      disc(432, 104, 24, "#a5401f") +
      disc(432, 104, 10, "#e8743b") +
      times(6, picket) +
      shape("M-10 500Q250 380 510 500V760H-10Z", "#2b120d"),
    type: [
      grotesque(caps(film.title), [36, 536, 428, 116], ink.cream, {
        stretch: "condensed",
        track: 0,
      }),
      credit(film, ink.bulb, [232, 684, 232, 38]),
    ],
  };
}

export const melodrama = {
  tt0012364: phantomCarriage,
  tt0013427: nanook,
  tt0017075: lodger,
  tt0018737: pandora,
  tt0018806: crowd,
  tt0020629: allQuiet,
  tt0047443: saltOfTheEarth,
};
