// Runs in a page: draws a poster like a photograph, the same for the same seed.
const [WIDTH, HEIGHT] = [1000, 1500];

function createRandom(seed) {
  let state = seed * 2654435761 + 1;
  return () => {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9;
    return ((state ^ (state >>> 13)) >>> 0) / 2 ** 32;
  };
}

/** Detail at every scale, weaker the finer it is, as in photographs. */
function createTexture(random) {
  const grid = Float32Array.from({ length: 64 * 64 }, random);
  const smooth = (t) => t * t * (3 - 2 * t);
  const noise = (x, y) => {
    const [left, top] = [Math.floor(x), Math.floor(y)];
    const [u, v] = [smooth(x - left), smooth(y - top)];
    const at = (i, j) => grid[((top + j) & 63) * 64 + ((left + i) & 63)];
    const row = (j) => at(0, j) * (1 - u) + at(1, j) * u;
    return row(0) * (1 - v) + row(1) * v;
  };
  return (x, y) => {
    let [sum, strength] = [0, 0.4];
    for (let scale = 4 / WIDTH; scale < 0.8; scale *= 2, strength *= 0.62)
      sum += strength * noise(x * scale, y * scale);
    return sum;
  };
}

function drawSky(brush, hue, random) {
  const sky = brush.createLinearGradient(0, 0, 0, HEIGHT);
  sky.addColorStop(0, `hsl(${hue} 45% 18%)`);
  sky.addColorStop(0.6, `hsl(${(hue + 40) % 360} 60% 62%)`);
  sky.addColorStop(1, `hsl(${(hue + 70) % 360} 40% 30%)`);
  brush.fillStyle = sky;
  brush.fillRect(0, 0, WIDTH, HEIGHT);
  for (let light = 0; light < 24; light++) {
    const [x, y, r] = [random() * WIDTH, random() * HEIGHT * 0.7, 20 + random() * 160];
    const glow = brush.createRadialGradient(x, y, 0, x, y, r);
    glow.addColorStop(0, `hsl(${hue + random() * 80} 80% 80% / 0.5)`);
    glow.addColorStop(1, "transparent");
    brush.fillStyle = glow;
    brush.fillRect(x - r, y - r, 2 * r, 2 * r);
  }
}

function drawMountains(brush, hue, seed, texture) {
  for (let range = 0; range < 4; range++) {
    brush.fillStyle = `hsl(${hue + 20 * range} 30% ${44 - 10 * range}%)`;
    brush.beginPath();
    brush.moveTo(0, HEIGHT);
    for (let x = 0; x <= WIDTH; x += 2)
      brush.lineTo(x, HEIGHT * (0.45 + 0.13 * range) - 260 * texture(x + 5000 * range, seed) + 120);
    brush.lineTo(WIDTH, HEIGHT);
    brush.fill();
  }
}

function drawGrass(brush, hue, random) {
  for (let blade = 0; blade < 8000; blade++) {
    const [x, y] = [random() * WIDTH, HEIGHT * (0.42 + 0.58 * random())];
    const long = 4 + 40 * (y / HEIGHT) * random();
    brush.strokeStyle = `hsl(${hue + 90 * random()} 35% ${10 + 60 * random()}% / 0.8)`;
    brush.lineWidth = 1 + 3 * random();
    brush.beginPath();
    brush.moveTo(x, y);
    brush.lineTo(x + (random() - 0.5) * long, y - long);
    brush.stroke();
  }
}

function addGrain(brush, random, texture) {
  const pixels = brush.getImageData(0, 0, WIDTH, HEIGHT);
  for (let i = 0; i < pixels.data.length; i += 4) {
    const [x, y] = [(i / 4) % WIDTH, Math.floor(i / 4 / WIDTH)];
    const light = 0.62 + 0.8 * texture(x, y) + (random() - 0.5) * 0.05;
    for (let band = 0; band < 3; band++) pixels.data[i + band] *= light;
  }
  brush.putImageData(pixels, 0, 0);
}

function drawTitle(brush, title) {
  brush.fillStyle = "white";
  brush.font = "bold 110px serif";
  brush.textAlign = "center";
  brush.fillText(title, WIDTH / 2, HEIGHT - 160);
}

async function toJpeg(canvas) {
  const blob = await canvas.convertToBlob({ type: "image/jpeg", quality: 0.9 });
  let text = "";
  for (const byte of new Uint8Array(await blob.arrayBuffer())) text += String.fromCharCode(byte);
  return btoa(text);
}

/** A JPEG as base64. */
globalThis.drawPhotograph = (seed) => {
  const canvas = new OffscreenCanvas(WIDTH, HEIGHT);
  const brush = canvas.getContext("2d");
  const random = createRandom(seed);
  const texture = createTexture(random);
  const hue = Math.floor(random() * 360);
  drawSky(brush, hue, random);
  drawMountains(brush, hue, seed, texture);
  drawGrass(brush, hue, random);
  addGrain(brush, random, texture);
  drawTitle(brush, `FILM ${seed}`);
  return toJpeg(canvas);
};
