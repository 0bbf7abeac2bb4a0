// Posters like photographs, drawn in a browser: grass on mountains in haze, light, grain, a title. A
// drawing would flatter every encoder; a real photograph cannot be part of this.
import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** Runs in the page: a JPEG of 1000 × 1500 as base64, the same for the same seed. */
async function draw(seed) {
  const [width, height] = [1000, 1500];
  const canvas = new OffscreenCanvas(width, height);
  const brush = canvas.getContext("2d");
  let state = seed * 2654435761 + 1;
  const random = () => {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9;
    return ((state ^ (state >>> 13)) >>> 0) / 2 ** 32;
  };
  const grid = Float32Array.from({ length: 64 * 64 }, random);
  const smooth = (t) => t * t * (3 - 2 * t);
  const noise = (x, y) => {
    const [left, top] = [Math.floor(x), Math.floor(y)];
    const [u, v] = [smooth(x - left), smooth(y - top)];
    const at = (i, j) => grid[((top + j) & 63) * 64 + ((left + i) & 63)];
    const row = (j) => at(0, j) * (1 - u) + at(1, j) * u;
    return row(0) * (1 - v) + row(1) * v;
  };
  /** Detail at every scale, weaker the finer it is, as in photographs. */
  const texture = (x, y) => {
    let [sum, strength] = [0, 0.4];
    for (let scale = 4 / width; scale < 0.8; scale *= 2, strength *= 0.62)
      sum += strength * noise(x * scale, y * scale);
    return sum;
  };
  const hue = Math.floor(random() * 360);
  const sky = brush.createLinearGradient(0, 0, 0, height);
  sky.addColorStop(0, `hsl(${hue} 45% 18%)`);
  sky.addColorStop(0.6, `hsl(${(hue + 40) % 360} 60% 62%)`);
  sky.addColorStop(1, `hsl(${(hue + 70) % 360} 40% 30%)`);
  brush.fillStyle = sky;
  brush.fillRect(0, 0, width, height);
  for (let light = 0; light < 24; light++) {
    const [x, y, r] = [random() * width, random() * height * 0.7, 20 + random() * 160];
    const glow = brush.createRadialGradient(x, y, 0, x, y, r);
    glow.addColorStop(0, `hsl(${hue + random() * 80} 80% 80% / 0.5)`);
    glow.addColorStop(1, "transparent");
    brush.fillStyle = glow;
    brush.fillRect(x - r, y - r, 2 * r, 2 * r);
  }
  for (let range = 0; range < 4; range++) {
    brush.fillStyle = `hsl(${hue + 20 * range} 30% ${44 - 10 * range}%)`;
    brush.beginPath();
    brush.moveTo(0, height);
    for (let x = 0; x <= width; x += 2)
      brush.lineTo(x, height * (0.45 + 0.13 * range) - 260 * texture(x + 5000 * range, seed) + 120);
    brush.lineTo(width, height);
    brush.fill();
  }
  for (let blade = 0; blade < 8000; blade++) {
    const [x, y] = [random() * width, height * (0.42 + 0.58 * random())];
    const long = 4 + 40 * (y / height) * random();
    brush.strokeStyle = `hsl(${hue + 90 * random()} 35% ${10 + 60 * random()}% / 0.8)`;
    brush.lineWidth = 1 + 3 * random();
    brush.beginPath();
    brush.moveTo(x, y);
    brush.lineTo(x + (random() - 0.5) * long, y - long);
    brush.stroke();
  }
  const pixels = brush.getImageData(0, 0, width, height);
  for (let i = 0; i < pixels.data.length; i += 4) {
    const [x, y] = [(i / 4) % width, Math.floor(i / 4 / width)];
    const light = 0.62 + 0.8 * texture(x, y) + (random() - 0.5) * 0.05;
    for (let band = 0; band < 3; band++) pixels.data[i + band] *= light;
  }
  brush.putImageData(pixels, 0, 0);
  brush.fillStyle = "white";
  brush.font = "bold 110px serif";
  brush.textAlign = "center";
  brush.fillText(`FILM ${seed}`, width / 2, height - 160);
  const blob = await canvas.convertToBlob({ type: "image/jpeg", quality: 0.9 });
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

/** Writes a file for each name into the folder; their bytes altogether. */
export async function drawPhotographs(browser, folder, names) {
  const page = await browser.newPage();
  let total = 0;
  for (const [seed, name] of names.entries()) {
    const bytes = Buffer.from(await page.evaluate(draw, seed), "base64");
    writeFileSync(join(folder, name), bytes);
    total += bytes.length;
  }
  await page.close();
  return total;
}
