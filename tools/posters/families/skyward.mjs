/** Romance and the air: two of something, and a horizon. */
import { man, puff, woman } from "../figures.mjs";
import { ink } from "../palette.mjs";
import {
  disc,
  group,
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

/** A biplane out of the sun. */
function wings(film) {
  const plane = (x, y, s, turn) =>
    group(
      `translate(${x} ${y}) rotate(${turn}) scale(${s})`,
      rect(-210, -62, 420, 20, ink.oxblood, 'rx="10"'),
      rect(-184, 26, 368, 18, ink.oxblood, 'rx="9"'),
      stroke(
        "M-170 -44L-150 30M-96 -44L-82 30M170 -44L150 30M96 -44L82 30M-150 30L-96 -44M150 30L96 -44",
        ink.coal,
        4,
        "",
      ),
      stroke("M-46 -44L-26 -10M46 -44L26 -10", ink.coal, 6, ""),
      stroke("M-30 34L-56 92M30 34L56 92", ink.coal, 7),
      rect(-66, 74, 16, 40, ink.coal, 'rx="7"'),
      rect(50, 74, 16, 40, ink.coal, 'rx="7"'),
      disc(0, 0, 46, ink.vermilion),
      disc(0, 0, 30, ink.coal),
      group(
        "rotate(34)",
        shape("M-8 0Q-16 -90 0 -118Q16 -90 8 0Q16 90 0 118Q-16 90 -8 0Z", ink.cream),
      ),
      disc(0, 0, 10, ink.bulb),
    );
  return {
    ground: "#6fb2c8",
    art:
      rays(390, 120, 0, 800, 26, "#86c1d3", { duty: 0.5 }) +
      disc(390, 120, 64, ink.cream) +
      plane(112, 120, 0.26, 10) +
      plane(246, 312, 0.98, -14) +
      puff(90, 470, 60, "#dcebe6") +
      puff(420, 500, 74, "#dcebe6") +
      puff(250, 566, 90, ink.snow) +
      puff(40, 590, 80, ink.snow) +
      puff(470, 600, 84, ink.snow) +
      rect(0, 600, 500, 150, ink.snow),
    type: [
      limelight(caps(film.title), [60, 560, 380, 88], ink.oxblood),
      credit(film, ink.coal, [232, 676, 232, 44]),
    ],
  };
}

/** An arch, two hats, and one aeroplane. */
function casablanca(film) {
  const arch = (grow) =>
    `M${140 - grow} 560V${340}Q${84 - grow} ${220} ${150 - grow * 0.6} ${140 - grow * 0.7}Q250 ${40 - grow * 1.6} ${350 + grow * 0.6} ${140 - grow * 0.7}Q${416 + grow} 220 ${360 + grow} 340V560Z`;
  return {
    ground: "#e2b477",
    art:
      times(8, (row) =>
        times(6, (i) => rect(-30 + i * 100 + (row % 2) * 50, row * 72, 96, 68, "#dba967")),
      ) +
      shape(arch(26), "#b5642f") +
      shape(arch(10), ink.cream) +
      within(
        "arch",
        shape(arch(0), ink.midnight),
        rect(0, 0, 500, 600, "#1f2f63"),
        poly([250, 600, 60, 0, 190, 0], "#33488a"),
        poly([250, 600, 300, 0, 420, 0], "#33488a"),
        disc(318, 304, 26, ink.cream),
        star(180, 120, 9, 3, 4, ink.cream),
        star(190, 290, 7, 2.5, 4, ink.cream),
        star(330, 130, 8, 3, 4, ink.cream),
        group(
          "translate(246 200) rotate(-14)",
          shape("M-86 4Q-60 -12 40 -12Q72 -10 80 2Q70 12 30 12L-60 12Z", ink.snow),
          poly([-86, 4, -100, -28, -80, -28, -62, -4], ink.snow),
          poly([-4, -2, 10, -4, -16, 56, -36, 56], "#c9d2e6"),
          poly([0, -8, 14, -8, 0, -42, -10, -42], "#c9d2e6"),
        ),
        rect(0, 500, 500, 100, "#0d1531"),
        man(206, 552, 190, "#0d1531"),
        woman(298, 552, 176, "#0d1531"),
      ) +
      rect(0, 552, 500, 198, "#7a3a20") +
      rect(0, 552, 500, 10, "#b5642f"),
    type: [
      limelight(caps(film.title), [36, 580, 428, 64], ink.cream),
      credit(film, ink.bulb, [232, 676, 232, 46]),
    ],
  };
}

/** Two in a boat, towards the light. */
function sunrise(film) {
  const [title, subtitle] = film.title.split(": ");
  return {
    ground: "#f0a58f",
    art: group(
      "translate(0 44)",
      rays(250, 372, 0, 640, 30, "#f4b79c", { from: -180, to: 0, duty: 0.5 }) +
        disc(250, 372, 168, ink.cream) +
        disc(250, 372, 134, ink.bulb) +
        poly([0, 372, 0, 330, 70, 306, 150, 372], "#a8566b") +
        poly([500, 372, 500, 320, 440, 296, 350, 372], "#a8566b") +
        rect(0, 370, 500, 380, "#5b3a6e") +
        times(7, (i) =>
          rect(
            250 - 120 + i * 16,
            384 + i * 24,
            240 - i * 32,
            10,
            i % 2 ? ink.bulb : ink.coral,
            'rx="5"',
          ),
        ) +
        man(216, 486, 108, "#2b1a3d", "flat") +
        woman(280, 484, 96, "#2b1a3d") +
        shape("M118 446Q250 492 382 446Q370 504 330 510H170Q130 504 118 446Z", "#2b1a3d") +
        stroke("M350 420L420 530", "#2b1a3d", 6) +
        times(3, (i) => stroke(`M${60 + i * 30} ${536 + i * 16}H${440 - i * 40}`, "#7d5490", 5)),
    ),
    type: [
      limelight(caps(title), [36, 40, 428, 76], "#4b2450"),
      grotesque(subtitle, [60, 128, 380, 34], "#4b2450", { weight: 600, track: 0.02, max: 27 }),
      credit(film, ink.rose, [232, 676, 232, 46]),
    ],
  };
}

/** All the lights of town, and one flower. */
function cityLights(film, { roll }) {
  const blocks = [
    [0, 300, 84],
    [70, 190, 74],
    [150, 260, 60],
    [206, 120, 88],
    [300, 230, 66],
    [360, 160, 76],
    [430, 280, 80],
  ];
  const tower = ([x, y, w], i) =>
    rect(x, y, w, 560 - y, i % 2 ? "#2c2a5e" : "#242250") +
    times(Math.floor((540 - y) / 24), (row) =>
      times(Math.floor((w - 12) / 18), (column) =>
        roll() < 0.4
          ? rect(
              x + 10 + column * 18,
              y + 16 + row * 24,
              9,
              13,
              roll() < 0.75 ? ink.bulb : ink.coral,
            )
          : "",
      ),
    );
  return {
    ground: "#3d3a86",
    art:
      disc(250, 250, 190, "#4a479a") +
      blocks.map(tower).join("") +
      rect(0, 540, 500, 210, "#15143a") +
      stroke("M268 640Q214 520 250 390", "#15143a", 32) +
      stroke("M262 570Q222 500 250 390", ink.leaf, 13) +
      shape(
        "M238 500Q150 492 130 428Q214 420 238 500Z",
        ink.leaf,
        'stroke="#15143a" stroke-width="8"',
      ) +
      shape(
        "M236 470Q310 466 334 404Q256 396 236 470Z",
        ink.leaf,
        'stroke="#15143a" stroke-width="8"',
      ) +
      disc(250, 318, 108, "#15143a") +
      times(8, (i) => group(`rotate(${i * 45} 250 318)`, oval(250, 262, 31, 44, ink.snow))) +
      times(8, (i) => group(`rotate(${i * 45 + 22} 250 318)`, oval(250, 282, 20, 32, "#e6dfee"))) +
      disc(250, 318, 26, ink.bulb) +
      rect(0, 560, 500, 190, "#15143a"),
    type: [
      limelight(caps(film.title), [36, 576, 428, 70], ink.cream),
      credit(film, ink.bulb, [232, 676, 232, 46]),
    ],
  };
}

export const skyward = {
  tt0018578: wings,
  tt0034583: casablanca,
  tt0018455: sunrise,
  tt0021749: cityLights,
};
