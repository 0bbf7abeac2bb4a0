/** Silent comedy: an engraved frame around one good joke. */
import { man, puff } from "../figures.mjs";
import { ink } from "../palette.mjs";
import {
  disc,
  group,
  mirror,
  oval,
  polar,
  poly,
  rays,
  rect,
  ring,
  shape,
  star,
  stroke,
  times,
  within,
} from "../shapes.mjs";
import { caps, credit, grotesque, limelight } from "../type.mjs";

/** A title-card frame; the corner tells the frames apart. */
const frame = (colour, corner) =>
  rect(16, 16, 468, 718, "none", `stroke="${colour}" stroke-width="5"`) +
  rect(26, 26, 448, 698, "none", `stroke="${colour}" stroke-width="1.5"`) +
  mirror(250, corner(38, 38), corner(38, 712));

/** A big hat and, under its brim, a small one. */
function kid(film) {
  return {
    ground: "#d8bf8c",
    art:
      rays(250, 340, 60, 300, 48, "#cfb27a", { duty: 0.5 }) +
      frame(ink.umber, (x, y) => disc(x + 6, y + (y < 300 ? 6 : -6), 7, ink.umber)) +
      shape("M126 286Q118 96 250 96Q382 96 374 286Q250 318 126 286Z", ink.coal) +
      shape("M146 262Q136 120 236 106Q176 140 172 266Z", "#4a4348") +
      shape("M122 250Q250 286 378 250L376 290Q250 322 124 290Z", "#3a3338") +
      shape(
        "M50 276Q80 330 250 330Q420 330 450 276Q440 264 424 268Q400 300 250 300Q100 300 76 268Q60 264 50 276Z",
        ink.coal,
      ) +
      stroke("M436 356V610M436 360Q436 334 412 336Q390 340 394 362", ink.umber, 9) +
      shape(
        "M156 462Q150 376 252 376Q344 374 350 446Q340 470 300 470Q220 480 156 462Z",
        ink.orange,
      ) +
      shape(
        "M252 376Q200 400 196 470Q176 466 156 462Q150 376 252 376ZM252 376Q316 396 318 468Q340 466 350 446Q344 374 252 376Z",
        "#c9501f",
      ) +
      disc(252, 376, 9, ink.umber) +
      shape("M158 456Q110 462 106 486Q170 500 262 478Q200 476 158 456Z", ink.umber) +
      rect(284, 414, 34, 30, ink.bulb, 'transform="rotate(12 300 430)"') +
      stroke("M280 424L288 416M314 450L322 440", ink.umber, 3),
    type: [
      limelight(caps(film.title), [56, 520, 340, 96], ink.coal),
      credit(film, ink.umber, [236, 654, 200, 30]),
    ],
  };
}

/** Eleven storeys up, a quarter to three. */
function safetyLast(film) {
  const tick = (i) => {
    const [x1, y1] = polar(224, 280, 150, i * 30);
    const [x2, y2] = polar(224, 280, i % 3 ? 164 : 172, i * 30);
    return stroke(`M${x1} ${y1}L${x2} ${y2}`, ink.coal, i % 3 ? 6 : 12, "");
  };
  return {
    ground: "#1b6c72",
    art:
      poly([0, 0, 96, 0, 60, 750, 0, 750], "#f0dcb2") +
      times(7, (i) => rect(14 - i, 60 + i * 104, 44 - i * 2, 64, "#d6bd8a")) +
      times(6, (i) =>
        rect(330 + (i % 3) * 56, 640 - ((i * 53) % 90), 46, 200, i % 2 ? "#15575d" : "#124b52"),
      ) +
      disc(236, 292, 190, "#134f56") +
      disc(224, 280, 190, ink.umber) +
      disc(224, 280, 178, ink.cream) +
      times(12, tick) +
      stroke("M224 280L116 262", ink.coal, 15) +
      group(
        "rotate(4 224 280)",
        poly([204, 271, 380, 275, 408, 282, 380, 289, 204, 289], ink.coal),
      ) +
      disc(224, 280, 15, ink.vermilion) +
      group(
        "translate(372 296)",
        stroke("M-10 -8L-22 84M12 -8L22 84", ink.coal, 15),
        disc(-10, -8, 10, ink.rose),
        disc(12, -8, 10, ink.rose),
        shape("M-32 80Q0 66 32 80L28 182H-28Z", ink.coal),
        oval(0, 52, 22, 26, ink.rose),
        shape("M-22 40Q-20 16 0 16Q20 16 22 40Z", ink.bulb),
        oval(0, 40, 35, 6, ink.bulb),
        rect(-22, 30, 44, 7, ink.vermilion),
        ring(-9, 53, 7.5, 2.6, ink.coal),
        ring(9, 53, 7.5, 2.6, ink.coal),
        oval(0, 69, 4, 4, ink.oxblood),
        stroke("M-14 176L-34 232L-22 274M14 176L18 236L42 262", ink.coal, 20),
        poly([-34, 268, -6, 272, -8, 284, -34, 282], ink.snow),
        poly([34, 250, 62, 262, 56, 274, 32, 264], ink.snow),
      ),
    type: [
      limelight(film.title, [92, 508, 214, 140], ink.cream, { align: "left" }),
      credit(film, ink.cream, [246, 674, 224, 50]),
    ],
  };
}

/** A detective's glass with a picture running in it. */
function sherlock(film) {
  return {
    ground: "#b4512d",
    art:
      frame(ink.cream, (x, y) => star(x + 8, y + (y < 300 ? 8 : -8), 11, 5, 4, ink.cream)) +
      stroke("M336 372L408 486", ink.coal, 44) +
      stroke("M326 356L346 388", ink.gold, 36, "") +
      disc(230, 238, 168, ink.coal) +
      disc(230, 238, 158, ink.gold) +
      disc(230, 238, 146, ink.cream) +
      within(
        "lens",
        disc(230, 238, 146, ink.cream),
        rays(230, 238, 0, 200, 1, "#d9c49a", { from: -90, to: 150, duty: 1 }),
        stroke("M230 80V400M70 238H390", "#b99d6a", 2.5, ""),
        ring(230, 238, 118, 3, "#b99d6a"),
        ring(230, 238, 92, 3, "#b99d6a"),
        shape("M160 196Q156 150 162 146H298Q304 150 300 196Z", ink.coal),
        oval(230, 198, 116, 17, ink.coal),
        rect(160, 172, 140, 20, ink.vermilion),
        shape(
          "M162 206H298Q304 300 282 352Q258 388 230 388Q202 388 178 352Q156 300 162 206Z",
          ink.snow,
        ),
        mirror(
          230,
          shape("M178 250Q200 232 222 250Q200 268 178 250Z", ink.coal),
          stroke("M176 230Q198 224 218 230", ink.coal, 6),
        ),
        poly([230, 256, 244, 308, 222, 308], "#d9c49a"),
        stroke("M208 340H252", ink.coal, 5),
      ) +
      stroke("M132 168Q158 122 210 108", ink.snow, 9),
    type: [
      limelight(film.title, [52, 500, 300, 136], ink.cream, { align: "left", stand: "bottom" }),
      credit(film, ink.cream, [236, 654, 204, 30]),
    ],
  };
}

/** Home, for as long as nobody sneezes. */
function goldRush(film, { between }) {
  return {
    ground: "#1f4f80",
    art:
      disc(140, 170, 92, ink.bulb) +
      disc(140, 170, 74, ink.mustard) +
      poly([-10, 440, 120, 250, 230, 400, 300, 320, 420, 520, -10, 620], "#7fa9cc") +
      poly([120, 250, 162, 308, 130, 336, 104, 310, 78, 326, 74, 318], ink.snow) +
      poly([300, 320, 332, 372, 304, 384, 270, 356], ink.snow) +
      poly(
        [
          510, 356, 268, 392, 262, 420, 300, 446, 286, 476, 336, 520, 330, 560, 400, 640, 420, 760,
          510, 760,
        ],
        "#16304f",
      ) +
      poly([510, 342, 256, 382, 268, 410, 340, 402, 420, 420, 510, 400], ink.snow) +
      group(
        "translate(262 388) rotate(-19)",
        rect(-92, -116, 184, 112, "#7d4a26"),
        times(5, (i) => rect(-92, -98 + i * 22, 184, 4, "#5a331b")),
        rect(-66, -82, 40, 78, ink.coal),
        rect(20, -82, 44, 40, ink.bulb),
        stroke("M42 -82V-42M20 -62H64", "#5a331b", 5, ""),
        poly([-118, -108, 0, -176, 118, -108], ink.snow),
        poly([-104, -112, 0, -160, 104, -112], "#5a331b"),
        poly([-118, -108, 0, -176, 118, -108, 96, -112, 0, -158, -96, -112], ink.snow),
        rect(48, -196, 22, 54, ink.coal),
        man(-46, -6, 66, ink.vermilion, "bowler"),
      ) +
      times(40, () => disc(between(10, 490), between(20, 560), between(1.5, 4), ink.snow)) +
      shape("M-10 590Q120 540 250 580Q380 620 510 580V760H-10Z", ink.snow),
    type: [
      limelight(caps(film.title), [40, 610, 420, 46], "#16304f"),
      credit(film, "#16304f", [232, 682, 232, 40]),
    ],
  };
}

/** One engine, side on. */
function general(film) {
  const wheel = (x, y, r) =>
    disc(x, y, r, ink.coal) +
    disc(x, y, r - 9, "#eadfc4") +
    times(8, (i) =>
      group(`rotate(${i * 45} ${x} ${y})`, rect(x - 3, y - r + 9, 6, r - 9, ink.coal)),
    ) +
    disc(x, y, 11, ink.oxblood);
  return {
    ground: "#eadfc4",
    art:
      frame(ink.oxblood, (x, y) => rect(x, y < 300 ? y : y - 14, 14, 14, ink.oxblood)) +
      group(
        "translate(0 40)",
        [30, 38, 48, 56, 44]
          .map((r, i) =>
            puff(
              [362, 318, 250, 166, 88][i],
              [284, 246, 222, 216, 240][i],
              r * 0.62,
              i % 2 ? "#c4b48e" : "#d3c5a2",
            ),
          )
          .join("") +
          poly([348, 306, 388, 306, 378, 344, 382, 384, 354, 384, 358, 344], ink.coal) +
          rect(184, 378, 226, 78, ink.coal, 'rx="10"') +
          rect(184, 398, 226, 6, ink.oxblood) +
          rect(262, 346, 46, 40, ink.coal, 'rx="16"') +
          rect(274, 336, 22, 14, ink.oxblood) +
          rect(398, 372, 26, 90, ink.oxblood) +
          rect(396, 330, 32, 38, ink.coal) +
          disc(412, 349, 11, ink.bulb) +
          rect(72, 330, 118, 130, ink.coal) +
          rect(60, 318, 142, 16, ink.oxblood) +
          rect(92, 352, 40, 50, "#eadfc4") +
          rect(144, 352, 30, 50, "#eadfc4") +
          man(113, 440, 84, ink.coal, "flat") +
          rect(72, 406, 118, 54, ink.coal) +
          rect(66, 456, 362, 18, ink.oxblood) +
          poly([420, 462, 466, 536, 410, 536], ink.coal) +
          stroke("M424 500L452 532M418 512L434 534", "#eadfc4", 4) +
          wheel(128, 488, 48) +
          wheel(236, 488, 48) +
          wheel(328, 510, 27) +
          wheel(388, 510, 27) +
          rect(120, 496, 124, 9, ink.oxblood) +
          rect(40, 537, 420, 7, ink.coal) +
          times(14, (i) => rect(46 + i * 30, 547, 20, 9, ink.umber)),
      ),
    type: [
      limelight(caps(film.title), [56, 66, 388, 62], ink.oxblood),
      credit(film, ink.coal, [60, 618, 380, 40], { align: "center", stand: "middle" }),
    ],
  };
}

/** A front falls; one window is open. */
function steamboatBill(film) {
  const pane = (x) => rect(x, 420, 70, 110, "#1b242f", 'stroke="#57677a" stroke-width="7"');
  const gust = (x, y, w) =>
    stroke(
      `M${x} ${y}H${x + w}Q${x + w + 26} ${y} ${x + w + 24} ${y - 20}T${x + w - 4} ${y - 20}`,
      "#f0cf7a",
      7,
    );
  return {
    ground: "#d8a02c",
    art:
      gust(-20, 96, 130) +
      gust(-20, 132, 70) +
      gust(330, 86, 90) +
      gust(-20, 330, 34) +
      group(
        "rotate(5 250 566) translate(20 40) scale(0.92)",
        poly([250, 60, 440, 180, 440, 556, 60, 556, 60, 180], "#27323f"),
        times(11, (i) => rect(60, 206 + i * 32, 380, 3, "#1b242f")),
        stroke("M40 196L250 62L460 196", ink.vermilion, 24, ""),
        pane(100),
        pane(330),
        rect(210, 440, 80, 116, ink.vermilion),
        disc(278, 504, 5, ink.bulb),
        rect(184, 172, 132, 188, ink.cream, `stroke="${ink.vermilion}" stroke-width="10"`),
        rect(168, 358, 164, 14, ink.vermilion),
      ) +
      man(266, 368, 138, ink.coal, "flat"),
    type: [
      grotesque(film.title, [40, 596, 420, 58], ink.coal, { stretch: "condensed", track: 0 }),
      credit(film, ink.coal, [232, 684, 228, 38]),
    ],
  };
}

export const engraved = {
  tt0012349: kid,
  tt0014429: safetyLast,
  tt0015324: sherlock,
  tt0015864: goldRush,
  tt0017925: general,
  tt0019421: steamboatBill,
};
