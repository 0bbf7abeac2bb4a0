/** Tales: silhouettes, giants and other visitors. */
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
} from "../shapes.mjs";
import { caps, credit, grotesque, limelight } from "../type.mjs";

/** An onion dome on a drum, standing on y. */
const dome = (x, y, w, h, fill) =>
  rect(x - w / 2, y - h * 0.4, w, h * 0.4 + 2, fill) +
  shape(
    `M${x} ${y - h * 1.3}Q${x + 4} ${y - h} ${x + w * 0.56} ${y - h * 0.8}Q${x + w * 0.7} ${y - h * 0.55} ${x + w * 0.4} ${y - h * 0.38}H${x - w * 0.4}Q${x - w * 0.7} ${y - h * 0.55} ${x - w * 0.56} ${y - h * 0.8}Q${x - 4} ${y - h} ${x} ${y - h * 1.3}Z`,
    fill,
  );

/** A horse cut from black paper, with wings. */
function princeAchmed(film) {
  const sky = ["#f9dc93", "#f7c97c", "#f4b268", "#ef9957", "#e77f4b", "#dc6544"];
  const horse = group(
    "translate(236 300) rotate(-14) scale(1.12)",
    oval(0, 0, 92, 36, ink.coal, -4),
    shape("M40 -20Q88 -60 100 -118L136 -98Q132 -34 78 26Z", ink.coal),
    shape("M94 -118Q106 -144 124 -132L176 -92Q184 -76 162 -74L122 -84Z", ink.coal),
    poly([104, -126, 106, -156, 122, -132], ink.coal),
    stroke("M70 14L136 22L128 70M52 24L104 60L84 98", ink.coal, 13),
    stroke("M-70 10L-126 44L-98 84M-60 20L-96 72L-146 82", ink.coal, 14),
    stroke("M-84 -8Q-150 -34 -170 26M-84 -4Q-140 -14 -150 40", ink.coal, 8),
    shape(
      "M14 -22Q-26 -132 -136 -166Q-114 -132 -126 -122Q-86 -112 -92 -96Q-56 -88 -58 -68Q-24 -56 14 -22Z",
      ink.coal,
    ),
    shape("M2 -30Q4 -112 34 -118Q60 -108 48 -30Z", ink.coal),
    disc(36, -134, 16, ink.coal),
    oval(36, -148, 21, 10, ink.coal, -8),
    stroke("M38 -98L92 -84", ink.coal, 9),
  );
  return {
    ground: sky[0],
    art:
      sky.map((colour, i) => rect(0, i * 96, 500, 760, colour)).join("") +
      disc(370, 150, 84, ink.cream) +
      star(86, 86, 15, 5, 8, ink.cream) +
      star(160, 150, 9, 3, 8, ink.cream) +
      horse +
      dome(60, 590, 84, 110, ink.coal) +
      dome(172, 590, 56, 70, ink.coal) +
      dome(330, 590, 66, 84, ink.coal) +
      dome(440, 590, 96, 128, ink.coal) +
      times(4, (i) => rect(244 + i * 12, 520 - (i % 2) * 16, 6, 90, ink.coal)) +
      rect(0, 582, 500, 168, ink.coal),
    type: [
      limelight(film.title, [40, 578, 420, 76], "#f9dc93"),
      credit(film, "#f4b268", [232, 684, 232, 38]),
    ],
  };
}

/** A carpet that has left the ground. */
function thiefOfBagdad(film) {
  return {
    ground: "#b93c70",
    art:
      rays(376, 128, 0, 760, 26, "#c24b7d", { duty: 0.5 }) +
      disc(376, 128, 78, ink.bulb) +
      disc(346, 112, 68, "#b93c70") +
      star(92, 92, 14, 5, 4, ink.bulb) +
      star(190, 60, 9, 3, 4, ink.bulb) +
      star(60, 230, 9, 3, 4, ink.bulb) +
      man(250, 318, 142, "#3b0f32", "bare") +
      oval(250, 190, 26, 13, ink.snow) +
      disc(250, 180, 10, ink.vermilion) +
      stroke("M268 222Q330 190 322 128", "#3b0f32", 10) +
      stroke("M322 130Q330 70 374 56", ink.snow, 9) +
      shape(
        "M40 330Q140 282 250 318Q360 354 462 300L430 366Q350 408 244 376Q140 346 66 392Z",
        ink.turquoise,
      ) +
      shape(
        "M64 338Q150 304 250 334Q350 362 436 326L424 348Q346 386 246 356Q150 328 74 366Z",
        ink.bulb,
      ) +
      times(7, (i) =>
        poly(
          [104 + i * 48, 336 + (i % 3) * 6, 120 + i * 48, 348, 108 + i * 48, 362, 92 + i * 48, 350],
          "#3b0f32",
        ),
      ) +
      stroke("M66 392L44 420M62 378L36 398M430 366L452 394M440 350L468 372", ink.bulb, 5) +
      dome(56, 620, 70, 110, "#5d1747") +
      dome(150, 620, 100, 160, "#6f1d52") +
      dome(300, 620, 130, 190, "#5d1747") +
      dome(430, 620, 80, 130, "#6f1d52") +
      rect(216, 470, 20, 160, "#6f1d52") +
      rect(376, 440, 18, 190, "#5d1747") +
      rect(0, 598, 500, 152, "#3b0f32"),
    type: [
      limelight(film.title, [36, 606, 428, 46], ink.bulb),
      credit(film, ink.rose, [232, 684, 232, 38]),
    ],
  };
}

/** One boot, and those who tie it down. */
function gulliver(film) {
  const pull = (x1, y1, x2, y2) =>
    stroke(`M${x1} ${y1}L${x2} ${y2}`, ink.umber, 3.5) + man(x2, y2 + 24, 46, ink.prussian, "flat");
  return {
    ground: "#bfe2cf",
    art:
      disc(390, 150, 96, "#d3ecdb") +
      disc(390, 150, 60, ink.cream) +
      shape("M150 -10H318L310 120H158Z", "#f6efe0") +
      shape("M142 92H326L318 300Q330 372 404 402Q452 424 448 480H138Q150 300 142 92Z", "#70452c") +
      shape("M142 92H210Q214 300 196 480H138Q150 300 142 92Z", "#5b3620") +
      rect(126, 480, 330, 28, ink.coal, 'rx="6"') +
      rect(126, 504, 92, 26, ink.coal) +
      shape("M132 84H336V132H132Z", "#8a5a3a") +
      rect(268, 398, 104, 58, ink.gold, 'rx="10" transform="rotate(14 320 427)"') +
      rect(286, 412, 68, 30, "#70452c", 'rx="6" transform="rotate(14 320 427)"') +
      stroke("M140 240Q230 276 326 236M140 330Q230 366 326 322", ink.bone, 6) +
      rect(0, 530, 500, 230, "#3f7d53") +
      pull(142, 240, 40, 500) +
      pull(142, 332, 92, 520) +
      pull(326, 238, 462, 380) +
      times(5, (i) =>
        man(246 + i * 46, 556 + (i % 2) * 8, 44, [ink.vermilion, ink.prussian][i % 2], "flat"),
      ) +
      man(404, 398, 44, ink.vermilion, "flat"),
    type: [
      grotesque(film.title, [40, 570, 420, 82], ink.cream, { stretch: "condensed", track: 0 }),
      credit(film, ink.cream, [232, 684, 232, 38]),
    ],
  };
}

/** She eats the scenery. */
function gertie(film) {
  const line = `stroke="${ink.coal}" stroke-width="6" stroke-linejoin="round"`;
  return {
    ground: "#f3ead2",
    art:
      rect(0, 520, 500, 240, "#d9c68f") +
      shape("M-10 470Q120 420 240 470Q380 520 510 450V560H-10Z", "#e6d6a6") +
      stroke("M62 520Q72 380 54 250", ink.umber, 17) +
      times(6, (i) =>
        oval(
          54 + (i % 3) * 34 - 34,
          196 + Math.floor(i / 3) * 44,
          36,
          26,
          i % 2 ? ink.leaf : ink.moss,
        ),
      ) +
      shape(
        "M470 548Q440 470 372 440Q300 420 258 360Q232 300 246 210Q250 150 206 132Q160 116 124 148Q104 168 122 184Q156 196 186 190Q196 200 190 240Q176 340 206 420Q214 470 212 548H262L270 496Q310 512 350 500L356 548H404L410 510Q432 528 470 548Z",
        "#a9bd7b",
        line,
      ) +
      stroke("M404 460Q450 490 490 470", ink.coal, 6) +
      disc(186, 152, 7, ink.coal) +
      stroke("M128 180Q150 174 168 180", ink.coal, 5) +
      times(7, (i) => disc(240 + (i % 3) * 34 + i * 8, 430 + (i % 3) * 22, 6, "#7f9c63")) +
      stroke("M104 176Q92 186 84 176M108 168Q94 168 88 158", ink.leaf, 7) +
      group("translate(428 520) rotate(8)", man(0, 0, 62, ink.coal, "top")) +
      times(5, (i) => stroke(`M${30 + i * 96} ${576}l12 -14`, "#b39c5c", 5)),
    type: [
      limelight(film.title, [40, 580, 420, 74], ink.umber),
      credit(film, ink.coal, [232, 684, 232, 38]),
    ],
  };
}

/** A hat that is too small for the planet. */
function santa(film) {
  return {
    ground: "#cfe6ee",
    art:
      times(46, (i) => disc((i * 97) % 500, (i * 61) % 560, 2.5 + (i % 3), ink.snow)) +
      mirror(250, stroke("M200 270Q150 210 158 150", "#4d8a3a", 10), disc(158, 142, 17, ink.bulb)) +
      shape(
        "M250 600Q120 590 112 400Q110 250 250 246Q390 250 388 400Q380 590 250 600Z",
        "#72b04c",
      ) +
      shape("M250 600Q380 590 388 400Q390 250 250 246Z", "#639f41") +
      mirror(250, oval(196, 384, 37, 50, ink.coal, 16), oval(204, 366, 9, 14, ink.snow, 16)) +
      stroke("M212 506Q250 534 288 506", ink.coal, 8) +
      mirror(250, disc(238, 456, 5, "#3d7030")) +
      shape("M122 292Q150 90 300 66Q400 70 424 186Q380 140 340 160Q388 220 378 292Z", "#d22f35") +
      shape("M250 262Q300 150 300 66Q400 70 424 186Q380 140 340 160Q388 220 378 292Z", "#b3242f") +
      rect(100, 262, 300, 58, ink.snow, 'rx="29"') +
      disc(428, 204, 36, ink.snow) +
      rect(0, 574, 500, 186, "#8c2b23"),
    type: [
      grotesque(film.title, [36, 584, 428, 70], ink.cream, { stretch: "condensed", track: 0 }),
      credit(film, ink.rose, [232, 684, 232, 38]),
    ],
  };
}

/** Clay, a word, and no way to stop it. */
function golem(film) {
  const house = (x, top, w, lean, fill) =>
    poly(
      [x, 620, x + lean, top + 60, x + w / 2 + lean * 1.6, top, x + w + lean, top + 50, x + w, 620],
      fill,
    );
  return {
    ground: "#8a5a2b",
    art:
      disc(250, 300, 250, "#a9702f") +
      disc(250, 300, 186, "#d0933f") +
      house(-60, 130, 150, 26, "#3a2417") +
      house(60, 240, 80, -14, "#4a2e1c") +
      house(410, 110, 160, -30, "#3a2417") +
      house(350, 250, 80, 12, "#4a2e1c") +
      rect(64, 250, 20, 34, ink.bulb) +
      rect(424, 220, 20, 40, ink.bulb) +
      rect(384, 330, 16, 26, ink.bulb) +
      shape(
        "M250 120Q306 120 308 176L304 226Q390 240 404 320L412 500H352L346 380L340 620H160L154 380L148 500H88L96 320Q110 240 196 226L192 176Q194 120 250 120Z",
        "#6b4326",
      ) +
      shape(
        "M250 120Q306 120 308 176L304 226Q390 240 404 320L412 500H352L346 380L340 620H250Z",
        "#55341d",
      ) +
      shape(
        "M190 180Q186 112 250 108Q314 112 310 180Q300 150 250 148Q200 150 190 180Z",
        "#2a1810",
      ) +
      mirror(250, rect(214, 184, 24, 8, ink.bulb)) +
      stroke("M230 214H270", "#2a1810", 6) +
      disc(250, 306, 34, ink.bulb) +
      star(250, 306, 28, 11, 5, "#6b4326") +
      rect(152, 440, 196, 22, "#2a1810") +
      rect(0, 590, 500, 160, "#2a1810"),
    type: [
      limelight(caps(film.title), [44, 598, 412, 54], ink.bulb),
      credit(film, ink.cream, [240, 678, 224, 46]),
    ],
  };
}

/** A cloak as wide as the town. */
function faust(film, { between }) {
  const roof = (i) => {
    const x = i * 46 - 10;
    const top = 520 + between(-34, 24);
    return poly(
      [x, 640, x, top + 30, x + 24, top - 18, x + 48, top + 30, x + 48, 640],
      i % 2 ? "#3a3a22" : "#4a4a2a",
    );
  };
  return {
    ground: "#b3b066",
    art:
      rays(250, 190, 60, 640, 22, "#bdbb74", { duty: 0.5 }) +
      shape(
        "M250 60Q290 60 296 110Q300 150 284 172Q360 176 430 120Q476 90 520 96V430Q470 400 440 440Q410 400 370 452Q330 410 290 470Q270 440 250 478Q230 440 210 470Q170 410 130 452Q90 400 60 440Q30 400 -20 430V96Q24 90 70 120Q140 176 216 172Q200 150 204 110Q210 60 250 60Z",
        "#17161c",
      ) +
      mirror(250, shape("M226 78Q210 50 220 22Q226 56 248 66Z", "#17161c")) +
      mirror(250, poly([220, 112, 244, 122, 238, 130, 222, 124], ink.vermilion)) +
      stroke("M232 148Q250 158 268 148", ink.vermilion, 4) +
      mirror(250, stroke("M216 186Q150 250 130 440M206 186Q90 230 60 424", "#2c2a33", 5)) +
      times(12, roof) +
      poly([218, 640, 218, 470, 240, 390, 262, 470, 262, 640], "#2b2b19") +
      times(9, (i) => rect(22 + i * 54, 566 + (i % 3) * 10, 9, 13, ink.bulb)) +
      rect(235, 480, 10, 20, ink.bulb) +
      rect(0, 604, 500, 150, "#17161c"),
    type: [
      limelight(caps(film.title), [44, 608, 330, 46], "#d8d58a", { align: "left" }),
      credit(film, "#d8d58a", [232, 684, 232, 38]),
    ],
  };
}

export const storybook = {
  tt0004008: gertie,
  tt0011237: golem,
  tt0015400: thiefOfBagdad,
  tt0015532: princeAchmed,
  tt0016847: faust,
  tt0031397: gulliver,
  tt0058548: santa,
};
