/** Crime and film noir: light through slats, and somebody in it. */
import { man } from "../figures.mjs";
import { ink } from "../palette.mjs";
import { disc, mirror, oval, poly, rect, shape, stroke, times, within } from "../shapes.mjs";
import { caps, credit, grotesque, limelight } from "../type.mjs";

/** Slats of light across the sheet, thinning downwards. */
const slats = (top, count, pitch, thick, tilt, colour) =>
  times(count, (i) => {
    const y = top + i * pitch;
    const h = thick * (1 - (0.7 * i) / count);
    return poly([0, y, 500, y + tilt, 500, y + tilt + h, 0, y + h], colour);
  });

/** The road itself turns off. */
function detour(film) {
  return {
    ground: "#0c2029",
    art:
      slats(-6, 8, 34, 21, -74, "#1d4a55") +
      poly([356, 222, 476, 330, 356, 438], ink.bulb) +
      stroke("M120 790V470Q120 330 250 330H362", ink.bulb, 112, "") +
      stroke("M120 790V470Q120 330 250 330H372", "#0c2029", 8, 'stroke-dasharray="44 30"') +
      man(330, 276, 108, ink.bone),
    type: [
      limelight(caps(film.title), [206, 500, 266, 96], ink.bone, { align: "right" }),
      credit(film, ink.bulb, [206, 612, 266, 34]),
    ],
  };
}

/** A man in a doorway, and a shadow longer than he is. */
function stranger(film) {
  return {
    ground: "#2a2136",
    art:
      rect(268, 96, 150, 270, ink.bone) +
      poly([268, 366, 418, 366, 376, 750, -60, 750], "#e2c99a") +
      times(6, (i) => rect(268, 112 + i * 26, 150, 9, "#c9ad7d")) +
      poly(
        [318, 366, 368, 366, 250, 560, 264, 640, 214, 700, 60, 690, 50, 610, 110, 566],
        ink.coal,
      ) +
      oval(128, 704, 128, 20, ink.coal, 3) +
      shape("M60 706Q70 770 140 774Q190 770 196 706Z", ink.coal) +
      man(343, 370, 212, ink.coal),
    type: [
      limelight(caps(film.title), [34, 84, 210, 220], ink.bone, { align: "left" }),
      credit(film, ink.bone, [34, 330, 206, 56], { align: "left", stand: "top" }),
    ],
  };
}

/** A drink that glows. */
function doa(film) {
  return {
    ground: "#11201c",
    art:
      slats(30, 9, 44, 24, 92, "#1c3a31") +
      disc(250, 240, 176, "#1f4a38") +
      disc(250, 240, 138, "#2c6b45") +
      poly([140, 190, 360, 190, 250, 316], ink.acid) +
      poly([250, 190, 360, 190, 250, 316], "#a9cc35") +
      stroke("M96 136H404L250 318V458", ink.snow, 9) +
      stroke("M96 136L250 318", ink.snow, 9) +
      oval(250, 462, 82, 12, ink.snow) +
      mirror(250, oval(216, 224, 17, 21, "#11201c", -10)) +
      poly([250, 250, 259, 270, 241, 270], "#11201c"),
    type: [
      grotesque(film.title, [34, 500, 432, 150], ink.snow, { stretch: "condensed", track: 0.02 }),
      credit(film, ink.acid, [232, 668, 234, 54]),
    ],
  };
}

/** Two eyes in the mirror; one of them never shuts. */
function hitchHiker(film) {
  const eye = (x, lid) =>
    within(
      `eye${x}`,
      shape(`M${x - 50} 176Q${x} 132 ${x + 50} 176Q${x} 214 ${x - 50} 176Z`, ink.snow),
      rect(x - 60, 120, 120, 100, ink.snow),
      disc(x, 174, 23, ink.teal),
      disc(x, 174, 11, ink.coal),
      rect(x - 60, 110, 120, lid, ink.ochre),
    );
  return {
    ground: ink.amber,
    art:
      disc(250, 396, 112, ink.cream) +
      poly([0, 396, 500, 396, 500, 560, 0, 560], ink.vermilion) +
      poly([0, 396, 90, 348, 170, 396], ink.oxblood) +
      poly([330, 396, 420, 330, 500, 380, 500, 396], ink.oxblood) +
      poly([244, 396, 256, 396, 420, 570, 80, 570], ink.coal) +
      poly([248, 410, 252, 410, 262, 560, 238, 560], ink.amber) +
      rect(243, 0, 14, 90, ink.coal) +
      rect(44, 74, 412, 172, ink.coal, 'rx="44"') +
      within(
        "glass",
        rect(60, 90, 380, 140, ink.ochre, 'rx="32"'),
        rect(60, 90, 380, 140, ink.ochre),
        eye(156, 50),
        eye(344, 66),
        shape("M40 60H460V132Q250 104 40 132Z", ink.coal),
        poly([244, 150, 256, 150, 270, 240, 230, 240], "#8f5a20"),
      ) +
      shape("M0 566Q250 528 500 566V750H0Z", ink.coal),
    type: [
      grotesque(caps(film.title), [36, 572, 428, 76], ink.cream, {
        stretch: "condensed",
        track: 0.01,
      }),
      credit(film, ink.amber, [232, 668, 232, 54]),
    ],
  };
}

/** A balloon in the wires, a shadow on the wall. */
function m(film) {
  return {
    ground: "#c9bfa4",
    art:
      shape(
        "M-10 750V470Q10 380 110 352L112 320Q70 300 74 232H20Q30 208 78 204Q84 112 150 118Q218 112 222 204Q270 208 282 232H226Q230 300 188 320L190 352Q390 376 520 470V750Z",
        "#a99f86",
      ) +
      stroke("M-10 96Q250 168 510 60M-10 128Q250 200 510 92", ink.coal, 3) +
      stroke("M370 232Q352 300 384 350Q398 384 372 420", ink.coal, 4) +
      disc(372, 148, 88, ink.vermilion) +
      shape("M372 60A88 88 0 0 1 372 236Q424 148 372 60Z", ink.velvet) +
      poly([372, 230, 386, 252, 358, 252], ink.vermilion) +
      oval(342, 112, 20, 12, ink.coral, -40),
    type: [
      grotesque(film.title, [40, 400, 420, 246], ink.coal, { weight: 800, stand: "bottom" }),
      credit(film, ink.coal, [232, 676, 232, 46]),
    ],
  };
}

export const blinds = {
  tt0037638: detour,
  tt0038991: stranger,
  tt0042369: doa,
  tt0045877: hitchHiker,
  tt0022100: m,
};
