/** Drama: one strong shape, seen from an unusual place. */
import { man } from "../figures.mjs";
import { ink } from "../palette.mjs";
import { HEIGHT, disc, group, oval, poly, rect, ring, shape, stroke, times } from "../shapes.mjs";
import { caps, credit, grotesque, limelight } from "../type.mjs";

/** The jury's table from above: eleven chairs, and one. */
function angryMen(film) {
  const chair = (x, y, turn, colour) =>
    group(
      `translate(${x} ${y}) rotate(${turn})`,
      poly([-26, -26, 26, -26, 66, 40, 66, 62, 14, 62], "#d97b1c"),
      rect(-26, -26, 52, 52, colour, 'rx="8"'),
      rect(-30, -36, 60, 17, colour, 'rx="8"'),
      rect(-20, -14, 40, 34, "#ffffff22", 'rx="6"'),
    );
  const side = (x, turn) =>
    times(5, (i) => chair(x, 182 + i * 92, turn, x > 250 && i === 1 ? ink.snow : ink.coal));
  return {
    ground: ink.amber,
    art:
      poly([176, 112, 324, 112, 376, 190, 376, 700, 230, 700, 176, 626], "#d97b1c") +
      side(112, -90) +
      side(388, 90) +
      chair(250, 66, 0, ink.coal) +
      chair(250, 672, 180, ink.coal) +
      rect(172, 112, 156, 514, ink.umber, 'rx="12"') +
      rect(180, 120, 140, 498, "#6d452b", 'rx="8"'),
    type: [
      grotesque(caps(film.title), [196, 604, 470, 108], ink.cream, {
        turn: -90,
        stretch: "condensed",
        track: 0,
      }),
      credit(film, ink.coal, [296, 696, 176, 30]),
    ],
  };
}

/** A little sky, and the floor that it falls on. */
function shawshank(film) {
  const bars = (x1, y1, x2, y2) => stroke(`M${x1} ${y1}L${x2} ${y2}`, ink.night, 11, "");
  return {
    ground: "#223544",
    art:
      times(7, (row) =>
        times(4, (i) =>
          rect(-60 + i * 160 + (row % 2) * 80, 8 + row * 62, 154, 56, "#273c4c", 'rx="3"'),
        ),
      ) +
      poly([306, 60, 446, 60, 446, 236, 306, 236], ink.bulb) +
      poly([306, 236, 446, 236, 500, 470, 500, 750, 250, 750], "#35505f") +
      rect(306, 60, 140, 176, ink.rose) +
      rect(306, 60, 140, 70, ink.bulb) +
      rect(306, 178, 140, 58, ink.teal) +
      disc(376, 178, 34, ink.cream) +
      rect(306, 178, 140, 58, ink.teal) +
      stroke("M334 106Q346 94 354 106Q362 94 374 106", ink.night, 5) +
      times(3, (i) => bars(341 + i * 35, 56, 341 + i * 35, 240)) +
      rect(300, 54, 152, 188, "none", `stroke="${ink.night}" stroke-width="12"`) +
      poly([286, 560, 470, 560, 540, 750, 230, 750], ink.bulb) +
      times(3, (i) =>
        poly(
          [326 + i * 46, 560, 340 + i * 46, 560, 326 + i * 78, 750, 300 + i * 78, 750],
          "#223544",
        ),
      ) +
      man(402, 650, 150, ink.night, "flat"),
    type: [
      grotesque(caps(film.title), [34, 330, 232, 210], ink.cream, {
        align: "left",
        stand: "bottom",
        stretch: "condensed",
        track: 0.01,
      }),
      credit(film, ink.bulb, [34, 556, 190, 60], { align: "left", stand: "top" }),
    ],
  };
}

/** The house, and what is under the house. */
function parasite(film) {
  return {
    ground: ink.mint,
    art:
      disc(418, 116, 50, ink.snow) +
      disc(92, 252, 62, ink.leaf) +
      disc(42, 274, 50, ink.moss) +
      rect(86, 250, 12, 70, ink.umber) +
      rect(164, 196, 336, 18, ink.coal) +
      rect(196, 214, 304, 106, ink.snow) +
      rect(214, 230, 118, 90, ink.sky) +
      rect(344, 230, 156, 90, ink.bulb) +
      stroke("M273 230V320M422 230V320", ink.snow, 6, "") +
      man(388, 320, 66, ink.coal, "bare") +
      rect(0, 316, 500, 434, ink.leaf) +
      rect(0, 336, 500, 420, "#2d3a33") +
      rect(0, 520, 500, 240, "#1c2424") +
      stroke("M116 336" + "v34h30".repeat(8) + "v34", ink.bone, 9, "") +
      rect(366, 610, 134, 44, ink.acid) +
      stroke("M410 610V654M454 610V654", "#1c2424", 5, "") +
      man(388, 694, 66, "#1c2424", "bare") +
      rect(366, 654, 134, 60, "#1c2424"),
    type: [
      grotesque(caps(film.title), [34, 36, 300, 140], ink.coal, {
        align: "left",
        stand: "top",
        stretch: "condensed",
      }),
      credit(film, ink.bone, [300, 680, 168, 44]),
    ],
  };
}

/** A shorn head, a halo, and the fire. */
function joan(film) {
  const flames = (y, count, height, phase, colour) =>
    times(count + 1, (i) => {
      const w = 500 / count;
      const [x, tip] = [(i - 0.5 + phase) * w, y - (i % 2 ? 0.62 : 1) * height];
      return shape(
        `M${x - w * 0.2} ${y + 90}C${x - w * 0.1} ${y - height * 0.2} ${x + w * 0.16} ${y - height * 0.3} ${x + w * 0.44} ${tip}C${x + w * 0.62} ${y - height * 0.35} ${x + w * 1.1} ${y - height * 0.2} ${x + w * 1.2} ${y + 90}Z`,
        colour,
      );
    }) + rect(0, y + 40, 500, HEIGHT, colour);
  return {
    ground: "#d5cfc0",
    art:
      ring(250, 330, 132, 14, ink.mustard) +
      ring(250, 330, 112, 3, ink.mustard) +
      shape("M216 392L210 440Q140 452 120 520V760H380V520Q360 452 290 440L284 392Z", ink.coal) +
      oval(250, 332, 62, 82, "#efe8d8") +
      shape(
        "M180 356Q168 232 250 228Q332 232 320 356Q312 290 290 282Q276 300 262 280Q246 302 232 280Q216 300 206 284Q188 300 180 356Z",
        ink.coal,
      ) +
      stroke("M214 336Q226 326 238 336M262 336Q274 326 286 336", ink.coal, 5) +
      stroke("M250 340V366", "#b8ae9c", 5) +
      stroke("M236 388H264", ink.oxblood, 5) +
      shape("M274 344Q284 366 276 372Q266 370 274 344Z", ink.steel) +
      flames(540, 5, 150, 0, ink.oxblood) +
      flames(580, 6, 130, 0.3, ink.vermilion) +
      flames(620, 7, 110, 0, ink.orange) +
      flames(652, 8, 80, 0.4, ink.bulb) +
      rect(0, 676, 500, 80, ink.oxblood),
    type: [
      limelight(film.title, [50, 40, 400, 120], ink.coal),
      credit(film, ink.cream, [232, 690, 236, 34]),
    ],
  };
}

export const witness = {
  tt0050083: angryMen,
  tt0111161: shawshank,
  tt6751668: parasite,
  tt0019254: joan,
};
