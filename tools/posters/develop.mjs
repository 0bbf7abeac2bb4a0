/** What happens to a drawn sheet in the browser: each function is handed over as source. */

/**
 * Presses art and lettering into one WebP: the truest of a few ways that keeps to the limit.
 * @param {{ sheets: string[], limit: number }} job PNGs in base64, bottom first; the most bytes
 * @returns {Promise<{ webp: string, color: string }>} base64, and the average colour
 */
export async function press({ sheets, limit }) {
  const load = async (data) => {
    const image = new Image();
    image.src = `data:image/png;base64,${data}`;
    await image.decode();
    return image;
  };
  const images = await Promise.all(sheets.map(load));
  const canvas = document.createElement("canvas");
  canvas.width = images[0].width;
  canvas.height = images[0].height;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  for (const image of images) pen.drawImage(image, 0, 0);
  const print = pen.getImageData(0, 0, canvas.width, canvas.height);
  const { data } = print;

  const shadeAt = (i) => (data[i] << 16) | (data[i + 1] << 8) | data[i + 2];
  const counts = new Map();
  for (let i = 0; i < data.length; i += 4)
    counts.set(shadeAt(i), (counts.get(shadeAt(i)) ?? 0) + 1);
  const parts = (shade) => [shade >> 16, (shade >> 8) & 255, shade & 255];

  const average = [0, 1, 2].map((c) => {
    let sum = 0;
    for (const [shade, count] of counts) sum += parts(shade)[c] * count;
    return Math.round((sum * 4) / data.length);
  });
  const color = `#${average.map((value) => value.toString(16).padStart(2, "0")).join("")}`;

  /** The print in a few inks: the commonest shades that are well apart, the rest snapped to them. */
  const inFewInks = (most, apart) => {
    const distance = (one, two) => one.reduce((sum, value, c) => sum + Math.abs(value - two[c]), 0);
    const inks = [];
    for (const [shade] of [...counts].sort((one, two) => two[1] - one[1] || one[0] - two[0])) {
      if (inks.length === most) break;
      if (inks.every((ink) => distance(parts(shade), ink) > apart)) inks.push(parts(shade));
    }
    const snapped = new Map();
    for (const shade of counts.keys()) {
      const near = (best, ink) =>
        distance(parts(shade), ink) < distance(parts(shade), best) ? ink : best;
      snapped.set(shade, inks.reduce(near));
    }
    const few = new ImageData(canvas.width, canvas.height);
    for (let i = 0; i < data.length; i += 4) few.data.set([...snapped.get(shadeAt(i)), 255], i);
    return few;
  };

  // A quality of 1 is lossless.
  const ways = [
    () => [inFewInks(28, 20), 1],
    () => [print, 0.76],
    () => [print, 0.7],
    () => [inFewInks(18, 36), 1],
    ...[0.62, 0.54, 0.46, 0.38].map((quality) => () => [print, quality]),
  ];
  let webp = "";
  for (const way of ways) {
    const [picture, quality] = way();
    pen.putImageData(picture, 0, 0);
    webp = canvas.toDataURL("image/webp", quality).split(",")[1];
    if ((webp.length * 3) / 4 <= limit) break;
  }
  return { webp, color };
}

/**
 * Reads the proof: are the letters clear of the edge and of the ribbon, and do they stand out?
 * @param {{ art: string, lettering: string, edge: number, ribbon: { width: number, height: number } }} proof
 * @returns {Promise<string[]>} what is wrong
 */
export async function proofread({ art, lettering, edge, ribbon }) {
  const pixels = async (data) => {
    const image = new Image();
    image.src = `data:image/png;base64,${data}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.width;
    canvas.height = image.height;
    const pen = canvas.getContext("2d", { willReadFrequently: true });
    pen.drawImage(image, 0, 0);
    return pen.getImageData(0, 0, image.width, image.height);
  };
  const [under, over] = await Promise.all([pixels(art), pixels(lettering)]);
  const { width, height } = over;

  const linear = (value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  const light = (data, at) =>
    0.2126 * linear(data[at]) + 0.7152 * linear(data[at + 1]) + 0.0722 * linear(data[at + 2]);

  let letters = 0;
  let astray = 0;
  let hidden = 0;
  let weak = 0;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = 4 * (y * width + x);
      if (over.data[at + 3] < 250) continue;
      letters++;
      if (x < edge || y < edge || x >= width - edge || y >= height - edge) astray++;
      if (x < width * ribbon.width && y > height * (1 - ribbon.height)) hidden++;
      const [one, two] = [light(under.data, at), light(over.data, at)];
      if ((Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05) < 3) weak++;
    }

  const faults = [];
  if (!letters) faults.push("no letters");
  if (astray) faults.push(`${astray} letter pixels within ${edge} px of the edge`);
  if (hidden) faults.push(`${hidden} letter pixels under the ribbon`);
  if (weak > letters * 0.002) faults.push(`${weak} of ${letters} letter pixels under 3:1`);
  return faults;
}
