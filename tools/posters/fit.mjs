/**
 * Sets blocks of type inside their boxes. Runs in the browser: it is handed over as source,
 * so it leans on nothing outside itself.
 *
 * @param {import("./type.mjs").Block[]} blocks
 * @returns {{ size: number, x: number, y: number, text: string }[][]} the lines of each block
 */
export function fit(blocks) {
  const pen = document.createElement("canvas").getContext("2d");

  const measure = (block, text, size) => {
    pen.font = `${block.weight} ${size}px ${block.face}`;
    pen.fontStretch = block.stretch;
    pen.letterSpacing = `${block.track * size}px`;
    const ink = pen.measureText(text);
    return {
      left: ink.actualBoundingBoxLeft,
      width: ink.actualBoundingBoxLeft + ink.actualBoundingBoxRight,
      up: ink.actualBoundingBoxAscent,
      down: Math.max(0, ink.actualBoundingBoxDescent),
      cap: pen.measureText("H").actualBoundingBoxAscent,
    };
  };

  /** Every way to break the words into lines. */
  const breaks = (words) => {
    const ways = [];
    for (let mask = 0; mask < 1 << (words.length - 1); mask++) {
      const lines = [words[0]];
      for (let i = 1; i < words.length; i++)
        if ((mask >> (i - 1)) & 1) lines.push(words[i]);
        else lines[lines.length - 1] += ` ${words[i]}`;
      ways.push(lines);
    }
    return ways;
  };

  /** The lines at one size, and the room that they take; accents get air of their own. */
  const set = (block, lines, size) => {
    let height = 0;
    const rows = lines.map((text, i) => {
      const row = { text, ...measure(block, text, size) };
      const air = i ? block.gap * row.cap : 0;
      const accent = Math.max(0, row.up - row.cap - air * 0.6);
      height += air + accent + row.cap;
      return { ...row, baseline: height };
    });
    height += rows.at(-1).down;
    return { rows, size, height, width: Math.max(...rows.map((row) => row.width)) };
  };

  /** The largest page that fits the box with these lines. */
  const largest = (block, lines) => {
    const [, , width, height] = block.box;
    const natural = lines.map((text) => (100 * width) / measure(block, text, 100).width);
    let page = set(block, lines, Math.min(block.max, ...natural));
    while (page.height > height || page.width > width) page = set(block, lines, page.size * 0.985);
    return page;
  };

  /** Large is good, and lines of even length break a tie. */
  const merit = ({ rows, size, width }) =>
    size * (1 + (0.12 * Math.min(...rows.map((row) => row.width))) / width);

  return blocks.map((block) => {
    const [left, top, width, height] = block.box;
    const best = breaks(block.text.split(" "))
      .map((lines) => largest(block, lines))
      .reduce((one, other) => (merit(other) > merit(one) ? other : one));
    const sink = { top: 0, middle: (height - best.height) / 2, bottom: height - best.height };
    return best.rows.map((row) => {
      const shift = { left: 0, center: (width - row.width) / 2, right: width - row.width };
      return {
        text: row.text,
        size: best.size,
        x: left + shift[block.align] + row.left,
        y: top + sink[block.stand] + row.baseline,
      };
    });
  });
}
