/** Wonder: sun, moon and water, and somebody small in front of them. */
import { man, note } from "../figures.mjs";
import { ink } from "../palette.mjs";
import {
  disc,
  faint,
  group,
  mirror,
  oval,
  polar,
  poly,
  rays,
  rect,
  shape,
  star,
  stroke,
  times,
  wave,
  within,
} from "../shapes.mjs";
import { caps, credit, grotesque, limelight } from "../type.mjs";

/** A shell in the eye of the moon. */
function tripToTheMoon(film, { between }) {
  const spark = () => {
    const [x, y, size] = [between(26, 474), between(26, 500), between(5, 11)];
    return Math.hypot(x - 236, y - 262) < 214 ? "" : star(x, y, size, 2, 4, ink.bulb);
  };
  return {
    ground: "#16324f",
    art:
      times(40, spark) +
      disc(236, 262, 200, "#1f466b") +
      disc(236, 262, 172, ink.cream) +
      shape("M236 90A172 172 0 1 1 90 352Q230 400 296 300Q346 200 236 90Z", "#efd9a4") +
      disc(140, 190, 20, "#e6cd94") +
      disc(216, 134, 12, "#e6cd94") +
      disc(126, 300, 12, "#e6cd94") +
      stroke("M146 246Q174 222 204 246", ink.umber, 8) +
      stroke("M150 250Q176 262 202 250", ink.umber, 5) +
      shape("M228 250Q214 310 232 324Q248 330 256 318", "#d9b972") +
      stroke("M170 362Q220 392 280 352", ink.umber, 8) +
      stroke("M280 352Q290 346 290 336", ink.umber, 6) +
      group(
        "translate(286 240) rotate(38)",
        disc(0, 0, 40, "#e6cd94"),
        shape("M-34 0Q-8 -44 44 -44H160V44H44Q-8 44 -34 0Z", ink.vermilion),
        shape("M-34 0Q-8 44 44 44H160V14H30Q-10 14 -34 0Z", ink.velvet),
        rect(54, -44, 12, 88, ink.bulb),
        rect(134, -50, 34, 100, ink.coal),
        times(4, (i) => disc(84 + i * 14, -14, 4, ink.bulb)),
      ) +
      shape("M170 286Q160 316 168 330Q182 330 182 312Q180 300 170 286Z", ink.sky) +
      rect(0, 560, 500, 190, "#0f2438") +
      times(9, (i) =>
        shape(
          `M${i * 62 - 20} 562L${i * 62 + 8} ${520 - ((i * 37) % 40)}L${i * 62 + 44} 562Z`,
          "#0f2438",
        ),
      ),
    type: [
      limelight(film.title, [36, 578, 428, 70], ink.cream),
      credit(film, ink.bulb, [232, 680, 232, 42]),
    ],
  };
}

/** A train across the sea. */
function spiritedAway(film) {
  return {
    ground: "#f27b63",
    art: group(
      "translate(0 34)",
      rays(250, 300, 176, 190, 60, ink.cream, { duty: 0.35 }) +
        disc(250, 300, 164, ink.cream) +
        rect(0, 326, 500, 430, "#1f6f8b") +
        within("water", rect(0, 330, 500, 420, ink.teal), disc(250, 300, 164, "#5fa9b4")) +
        times(4, (i) =>
          stroke(wave(430 + i * 40, 10, 120, i * 30), i % 2 ? "#3f8fa6" : "#83c3cb", 5),
        ) +
        rect(70, 232, 330, 96, "#8f2f3f", 'rx="12"') +
        rect(70, 232, 330, 22, ink.bulb, 'rx="10"') +
        times(6, (i) => rect(92 + i * 50, 264, 36, 34, ink.cream, 'rx="4"')) +
        times(6, (i) =>
          i === 3 ? disc(260, 286, 9, ink.coal) + rect(249, 292, 22, 8, ink.coal) : "",
        ) +
        rect(70, 310, 330, 7, ink.bulb) +
        times(5, (i) => disc(104 + i * 66, 330, 10, ink.coal)) +
        rect(0, 336, 500, 6, ink.coal) +
        faint(
          0.5,
          rect(70, 344, 330, 60, "#5a2b45", 'rx="10"'),
          times(6, (i) => rect(92 + i * 50, 358, 36, 22, ink.bulb)),
        ) +
        rect(444, 190, 7, 150, ink.coal) +
        rect(428, 178, 39, 26, ink.bulb, 'rx="5"') +
        poly([422, 180, 447, 158, 473, 180], ink.coal),
    ),
    type: [
      grotesque(film.title, [40, 30, 420, 62], "#4b1636", { weight: 800 }),
      credit(film, ink.cream, [232, 678, 232, 44]),
    ],
  };
}

/** A gramophone that flowers. */
function sita(film) {
  const petal = (turn, colour, length = 150) =>
    group(
      `translate(270 268) rotate(${turn})`,
      shape(`M0 10Q-52 ${-length * 0.55} 0 ${-length}Q52 ${-length * 0.55} 0 10Z`, colour),
    );
  return {
    ground: "#26307f",
    art:
      disc(270, 250, 214, "#323e98") +
      times(36, (i) => disc(...polar(270, 250, 198, i * 10), 4, ink.mustard)) +
      [-100, -60, -20, 20, 60, 100].map((turn) => petal(turn, ink.coral, 172)).join("") +
      [-80, -40, 0, 40, 80].map((turn) => petal(turn, ink.vermilion, 150)).join("") +
      [-50, -17, 17, 50].map((turn) => petal(turn, ink.mustard, 104)).join("") +
      disc(270, 262, 30, "#26307f") +
      stroke("M270 280Q280 400 190 416", ink.mustard, 26) +
      stroke("M190 416V470", ink.mustard, 20) +
      oval(250, 476, 130, 20, ink.coal) +
      oval(250, 472, 118, 15, "#3a3440") +
      oval(250, 472, 36, 6, ink.vermilion) +
      shape("M104 486H396L418 560H82Z", ink.turquoise) +
      rect(70, 552, 360, 20, ink.teal) +
      times(7, (i) =>
        shape(
          `M${126 + i * 38} 546Q${126 + i * 38} 506 ${144 + i * 38} 500Q${162 + i * 38} 506 ${162 + i * 38} 546Z`,
          i % 2 ? ink.mustard : ink.coral,
        ),
      ) +
      note(82, 150, 17, ink.mint) +
      note(446, 122, 14, ink.mint) +
      note(58, 260, 12, ink.mint),
    type: [
      grotesque(film.title, [38, 586, 424, 66], ink.cream, { weight: 700 }),
      credit(film, ink.mustard, [232, 684, 232, 38]),
    ],
  };
}

/** A wing across the moon, a spear below. */
function sintel(film) {
  return {
    ground: "#b6403a",
    art:
      disc(250, 268, 200, "#c65245") +
      disc(250, 268, 162, ink.cream) +
      shape(
        "M60 130Q150 130 214 216Q222 196 240 186L228 142L252 170Q262 164 272 170L296 142L284 186Q298 196 300 218Q350 130 446 118Q430 150 436 190Q404 190 398 232Q366 226 352 266Q326 254 300 282Q296 330 262 352Q244 372 258 396L274 392L266 424L236 410L248 404Q226 386 232 354Q240 322 222 284Q198 256 168 268Q156 230 124 234Q116 192 78 194Q82 158 60 130Z",
        "#3b1420",
      ) +
      mirror(262, poly([246, 196, 258, 204, 248, 206], ink.bulb)) +
      poly([-10, 560, 90, 380, 170, 500, 220, 440, 330, 590, -10, 640], "#f3e3df") +
      poly([90, 380, 170, 500, 120, 560, 110, 470], "#d9b3b4") +
      poly([510, 560, 420, 350, 340, 470, 290, 430, 180, 600, 510, 640], "#f3e3df") +
      poly([420, 350, 340, 470, 300, 560, 390, 480], "#d9b3b4") +
      shape("M-10 590Q140 520 250 540Q380 520 510 580V760H-10Z", "#3b1420") +
      man(240, 548, 84, "#3b1420", "bare") +
      stroke("M262 548L276 436", "#3b1420", 5) +
      poly([276, 418, 283, 440, 270, 438], "#3b1420"),
    type: [
      limelight(caps(film.title), [60, 566, 380, 82], ink.cream),
      credit(film, ink.rose, [232, 684, 232, 38]),
    ],
  };
}

/** A sheep, and the wash to come. */
function cosmosLaundromat(film) {
  const arm = (turn, colour) =>
    group(
      `rotate(${turn} 310 232)`,
      shape("M310 232Q330 110 440 150Q360 150 356 232Q344 256 310 232Z", colour),
    );
  const wool = [
    [110, 500],
    [90, 462],
    [122, 430],
    [164, 418],
    [206, 430],
    [228, 466],
    [210, 502],
    [160, 508],
  ];
  return {
    ground: "#5aa9a0",
    art:
      disc(310, 232, 196, ink.snow) +
      disc(310, 232, 178, ink.fog) +
      disc(310, 232, 152, "#1d1c4d") +
      within(
        "drum",
        disc(310, 232, 152, "#1d1c4d"),
        times(5, (i) => arm(i * 72, [ink.coral, ink.bulb, ink.turquoise, ink.violet, ink.rose][i])),
        times(18, (i) =>
          disc(...polar(310, 232, 58 + ((i * 31) % 86), i * 67), 2.4 + (i % 2), ink.snow),
        ),
      ) +
      disc(310, 232, 26, ink.cream) +
      rect(478, 196, 30, 72, ink.snow, 'rx="10"') +
      shape("M-10 590Q130 500 270 530Q400 550 510 500V760H-10Z", "#2b6a4c") +
      times(10, (i) => stroke(`M${280 + i * 24} ${560 - i}l6 -16`, "#3d8560", 5)) +
      stroke("M124 500V548M148 504V550M186 504V552M208 500V548", ink.coal, 12) +
      wool.map(([x, y]) => disc(x, y, 38, ink.cream)).join("") +
      disc(160, 464, 60, ink.cream) +
      shape("M206 396Q244 376 266 404Q282 440 256 456Q222 458 210 430Z", ink.coal) +
      oval(204, 402, 22, 10, ink.coal, 30) +
      disc(246, 412, 6, ink.snow) +
      disc(212, 388, 20, ink.cream) +
      disc(232, 380, 15, ink.cream),
    type: [
      grotesque(film.title, [40, 566, 424, 84], ink.cream, { weight: 700, align: "right" }),
      credit(film, ink.cream, [232, 676, 232, 46]),
    ],
  };
}

/** A very large rabbit and a very small butterfly. */
function bigBuckBunny(film) {
  const flower = (x, y, colour) =>
    stroke(`M${x} ${y}V${y + 34}`, ink.moss, 4) +
    times(5, (i) => disc(...polar(x, y, 8, i * 72), 7, colour)) +
    disc(x, y, 5, ink.bulb);
  return {
    ground: "#8fd0dc",
    art:
      disc(410, 100, 120, "#a9dde4") +
      disc(410, 100, 62, ink.cream) +
      oval(190, 160, 40, 130, "#8b8793", -8) +
      oval(310, 160, 40, 130, "#a29fa9", 8) +
      oval(190, 168, 20, 98, ink.rose, -8) +
      oval(310, 168, 20, 98, ink.rose, 8) +
      shape("M92 760Q60 500 136 430Q110 270 250 262Q390 270 364 430Q440 500 408 760Z", "#a29fa9") +
      shape("M92 760Q60 500 136 430Q110 270 250 262Q180 300 190 440Q140 540 170 760Z", "#8b8793") +
      oval(250, 386, 62, 44, ink.snow) +
      mirror(250, oval(204, 334, 17, 21, ink.snow)) +
      disc(210, 330, 10, ink.coal) +
      disc(302, 330, 10, ink.coal) +
      oval(250, 360, 17, 12, ink.coral) +
      rect(237, 394, 12, 24, ink.cream) +
      rect(251, 394, 12, 24, ink.cream) +
      stroke("M220 388Q238 402 250 388Q262 402 280 388", "#5f5c68", 4) +
      group(
        "translate(424 300) rotate(14) scale(1.25)",
        shape("M0 0Q-34 -44 -44 -12Q-40 6 0 0Z", ink.vermilion),
        shape("M0 0Q4 -54 34 -42Q44 -14 0 0Z", ink.orange),
        stroke("M-4 6L6 -10", ink.coal, 5),
      ) +
      shape("M-10 560Q120 500 250 530Q400 556 510 510V760H-10Z", "#7cb04c") +
      flower(44, 520, ink.coral) +
      flower(454, 496, ink.snow) +
      flower(104, 506, ink.snow),
    type: [
      grotesque(film.title, [40, 556, 420, 92], "#1d3a1c", { weight: 800, stretch: "condensed" }),
      credit(film, "#1d3a1c", [232, 680, 232, 42]),
    ],
  };
}

export const wonder = {
  tt0000417: tripToTheMoon,
  tt0245429: spiritedAway,
  tt1172203: sita,
  tt1727587: sintel,
  tt4957236: cosmosLaundromat,
  tt1254207: bigBuckBunny,
};
