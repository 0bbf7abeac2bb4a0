/** Science fiction: rays, wheels and lit windows. */
import { man } from "../figures.mjs";
import { ink } from "../palette.mjs";
import {
  disc,
  gear,
  group,
  mirror,
  orbit,
  oval,
  polar,
  poly,
  rays,
  rect,
  ring,
  shape,
  stroke,
  times,
} from "../shapes.mjs";
import { caps, credit, grotesque, limelight } from "../type.mjs";

/** A city for a crown, on a mask of metal. */
function metropolis(film) {
  const towers = [
    [222, 56, 56, 300],
    [190, 118, 34, 240],
    [158, 176, 34, 200],
    [128, 226, 32, 150],
    [100, 270, 30, 90],
  ];
  const tower = ([x, y, w, h], i) =>
    rect(x, y, w, h, i % 2 ? ink.ochre : ink.gold) +
    times(Math.floor(h / 26), (row) => rect(x + 7, y + 14 + row * 24, w - 14, 4, ink.midnight));
  const face = shape("M142 372Q142 286 250 286V584Q214 578 196 546Q160 500 150 440Z", ink.gold);
  return {
    ground: ink.midnight,
    art:
      rays(250, 330, 0, 620, 26, ink.indigo, { from: -180, to: 0, duty: 0.45 }) +
      mirror(250, ...towers.slice(1).reverse().map(tower)) +
      tower(towers[0], 0) +
      mirror(250, face, disc(136, 428, 30, ink.ochre), disc(136, 428, 16, ink.gold)) +
      shape("M250 286Q358 286 358 372L350 440Q340 500 304 546Q286 578 250 584Z", ink.ochre) +
      mirror(250, poly([176, 420, 236, 432, 232, 446, 186, 440], ink.midnight)) +
      stroke("M150 360Q250 318 350 360", ink.midnight, 5) +
      stroke("M146 378Q250 336 354 378", ink.midnight, 3) +
      poly([250, 400, 264, 492, 236, 492], ink.cream) +
      poly([250, 400, 264, 492, 250, 492], ink.gold) +
      rect(222, 520, 56, 8, ink.midnight) +
      times(3, (i) => rect(0, 712 + i * 14, 500, 3, ink.gold)),
    type: [
      limelight(caps(film.title), [34, 602, 432, 50], ink.cream),
      credit(film, ink.gold, [232, 670, 234, 24]),
    ],
  };
}

/** Rain of a script that nobody reads, and a spoon that gives way. */
function matrix(film, { between, pick, roll }) {
  const parts = ["M0 0H14", "M0 18H14", "M2 0V18", "M12 0V18", "M0 9H14", "M12 0L2 18", "M7 4V14"];
  const glyph = (x, y, colour) => {
    const d = [pick(parts), pick(parts), pick(parts)].join("");
    return group(`translate(${x.toFixed(0)} ${y.toFixed(0)})`, stroke(d, colour, 3.4));
  };
  const greens = ["#0f3d24", "#17653a", "#25a45a", "#b6ffc4"];
  const column = (i) => {
    const x = 30 + i * 30;
    const aside = Math.abs(x + 7 - 250) < 76;
    const length = Math.round(between(9, 19));
    const head = between(330, 540);
    return times(length, (j) => {
      const y = head - j * 27;
      if (y < 26 || (aside && y > 60) || roll() < 0.05) return "";
      return glyph(x, y, greens[Math.max(0, 3 - (j > 0) - (j > 2) - (j > 5))]);
    });
  };
  return {
    ground: "#06140d",
    art:
      times(15, column) +
      oval(250, 168, 46, 70, ink.snow) +
      oval(258, 160, 28, 50, "#cfe3d3") +
      stroke("M250 236V340Q250 396 214 408Q176 420 182 462Q188 498 232 520", ink.snow, 17),
    type: [
      grotesque(caps(film.title), [34, 584, 432, 62], ink.snow, {
        stretch: "condensed",
        track: 0.06,
      }),
      credit(film, "#7fe3a0", [232, 668, 234, 54]),
    ],
  };
}

/** One window with a light on. */
function lastMan(film, { roll }) {
  const window = (i) => {
    const [column, row] = [i % 5, Math.floor(i / 5)];
    const [x, y] = [38 + column * 88, 40 + row * 104];
    const lit = column === 3 && row === 3;
    const pane = rect(x, y, 72, 84, lit ? ink.bulb : "#3a3142");
    if (lit)
      return pane + man(x + 36, y + 108, 92, ink.coal, "bare") + rect(x, y + 84, 72, 26, "#221c2a");
    if (roll() < 0.3)
      return (
        pane +
        stroke(
          `M${x} ${y + 14}L${x + 72} ${y + 34}M${x} ${y + 66}L${x + 72} ${y + 46}`,
          "#5a4a55",
          13,
          "",
        )
      );
    return pane + rect(x, y, 72, 84 * (0.15 + 0.5 * roll()), "#2d2634");
  };
  return {
    ground: "#221c2a",
    art:
      times(25, window) +
      poly([0, 562, 500, 562, 500, 750, 0, 750], ink.orange) +
      rect(0, 562, 500, 10, ink.coal),
    type: [
      grotesque(caps(film.title), [38, 592, 424, 60], ink.coal, { stretch: "condensed", track: 0 }),
      credit(film, ink.coal, [250, 668, 212, 54]),
    ],
  };
}

/** An eye with a shutter for an iris. */
function tearsOfSteel(film) {
  const blade = (i) => {
    const points = [
      ...polar(250, 330, 66, i * 45),
      ...polar(250, 330, 66, i * 45 + 45),
      ...polar(250, 330, 176, i * 45 + 78),
      ...polar(250, 330, 176, i * 45 + 22),
    ];
    return poly(points, i % 2 ? ink.steel : "#8ba4b4", `stroke="${ink.slate}" stroke-width="3"`);
  };
  return {
    ground: ink.slate,
    art:
      rays(250, 330, 226, 246, 60, ink.steel, { duty: 0.4 }) +
      disc(250, 330, 214, "#22303a") +
      ring(250, 330, 196, 4, ink.steel) +
      times(8, blade) +
      disc(250, 330, 62, ink.orange) +
      disc(250, 330, 38, ink.bulb) +
      disc(236, 314, 11, ink.snow) +
      shape("M250 470Q318 580 314 624A64 64 0 0 1 186 624Q182 580 250 470Z", ink.sky) +
      shape("M250 470Q318 580 314 624A64 64 0 0 1 250 688Z", "#b9e0ee"),
    type: [
      grotesque(caps(film.title), [34, 30, 432, 44], ink.snow, {
        weight: 500,
        stretch: "condensed",
        track: 0.1,
      }),
      credit(film, ink.snow, [312, 690, 156, 34]),
    ],
  };
}

/** A beast of brass: wheels for ears and a cable for a trunk. */
function elephantsDream(film) {
  const trunk = times(9, (i) => {
    const [x, y] = [
      250 + Math.max(0, i - 4) ** 2 * 3.4,
      360 + i * 27 - Math.max(0, i - 4) ** 2 * 2.6,
    ];
    return rect(x - 40 + i * 2.4, y, 80 - i * 4.8, 21, i % 2 ? ink.ochre : ink.gold, 'rx="9"');
  });
  return {
    ground: "#0f3a3f",
    art:
      rays(250, 300, 100, 700, 18, "#12464a", { duty: 0.5 }) +
      group(
        "translate(0 44)",
        gear(134, 262, 106, 14, ink.ochre, 66, "#0f3a3f") +
          gear(366, 262, 106, 14, ink.ochre, 66, "#0f3a3f") +
          ring(134, 262, 44, 10, ink.gold) +
          ring(366, 262, 44, 10, ink.gold) +
          shape(
            "M160 210Q170 130 250 130Q330 130 340 210L322 352Q304 392 250 394Q196 392 178 352Z",
            ink.gold,
          ) +
          shape("M250 130Q330 130 340 210L322 352Q304 392 250 394Z", ink.mustard) +
          mirror(250, disc(206, 262, 20, ink.cream), disc(206, 262, 9, "#0f3a3f")) +
          mirror(250, shape("M192 368Q150 430 172 494Q186 440 222 388Z", ink.cream)) +
          stroke("M206 176H294M214 192H286", ink.umber, 5) +
          trunk,
      ),
    type: [
      grotesque(film.title, [40, 34, 420, 66], ink.cream, { weight: 700 }),
      credit(film, ink.cream, [232, 680, 236, 44]),
    ],
  };
}

/** A hat, and the light behind it. */
function oppenheimer(film) {
  const glow = [ink.oxblood, "#8f2520", ink.vermilion, ink.orange, ink.amber, ink.bulb, ink.cream];
  return {
    ground: "#3d1216",
    art:
      glow.map((colour, i) => disc(250, 300, 296 - i * 38, colour)).join("") +
      orbit(250, 300, 236, 70, 3, ink.cream, 28) +
      orbit(250, 300, 236, 70, 3, ink.cream, -28) +
      orbit(250, 300, 236, 70, 3, ink.cream, 90) +
      shape("M200 236Q198 176 222 170Q250 186 278 170Q302 176 300 236Z", ink.coal) +
      oval(250, 238, 96, 15, ink.coal) +
      shape(
        "M208 236Q204 330 232 350L230 384Q120 402 92 478L70 750H430L408 478Q380 402 270 384L268 350Q296 330 292 236Z",
        ink.coal,
      ) +
      poly([230, 384, 250, 424, 270, 384, 282, 392, 258, 470, 242, 470, 218, 392], ink.cream) +
      poly([244, 424, 256, 424, 264, 520, 250, 544, 236, 520], ink.vermilion) +
      rect(0, 556, 500, 194, ink.coal),
    type: [
      grotesque(caps(film.title), [34, 566, 432, 80], ink.cream, {
        stretch: "condensed",
        track: 0.02,
      }),
      credit(film, ink.amber, [232, 660, 234, 50]),
    ],
  };
}

export const machineAge = {
  tt0017136: metropolis,
  tt0133093: matrix,
  tt0058700: lastMan,
  tt2285752: tearsOfSteel,
  tt0807840: elephantsDream,
  tt15398776: oppenheimer,
};
