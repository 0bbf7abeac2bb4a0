// A PNG of few colours: a third of the bytes that Chromium's own takes for a drawing.
import { crc32 as zlibCrc, deflateSync } from "node:zlib";

const table = Array.from({ length: 256 }, (_, n) => {
  for (let bit = 0; bit < 8; bit++) n = n & 1 ? (n >>> 1) ^ 0xedb88320 : n >>> 1;
  return n >>> 0;
});
const crc32 =
  zlibCrc ??
  ((bytes) =>
    ~bytes.reduce((sum, byte) => (sum >>> 8) ^ table[(sum ^ byte) & 255], 0xffffffff) >>> 0);

function chunk(type, body) {
  const named = Buffer.concat([Buffer.from(type, "latin1"), body]);
  const out = Buffer.alloc(named.length + 8);
  out.writeUInt32BE(body.length, 0);
  named.copy(out, 4);
  out.writeUInt32BE(crc32(named) >>> 0, named.length + 4);
  return out;
}

const widest = (box) => {
  const spans = [0, 1, 2, 3].map((c) => {
    const values = box.map(([color]) => color[c]);
    return Math.max(...values) - Math.min(...values);
  });
  const span = Math.max(...spans);
  return { channel: spans.indexOf(span), span };
};

/** Median cut: the box with the widest span is halved until there are enough. */
function boxes(counted, wanted) {
  const all = [{ box: counted, ...widest(counted) }];
  while (all.length < wanted) {
    all.sort((a, b) => b.span * Math.sqrt(b.box.length) - a.span * Math.sqrt(a.box.length));
    const [{ box, channel, span }] = all;
    if (span === 0) break;
    box.sort((a, b) => a[0][channel] - b[0][channel]);
    const half = box.length >> 1;
    const halves = [box.slice(0, half), box.slice(half)];
    all.splice(0, 1, ...halves.map((part) => ({ box: part, ...widest(part) })));
  }
  return all.map(({ box }) => box);
}

/** Of a box the colour that most of its pixels are near to. */
const mean = (box) => {
  const total = box.reduce((sum, [, count]) => sum + count, 0);
  return [0, 1, 2, 3].map((c) =>
    Math.round(box.reduce((sum, [color, count]) => sum + color[c] * count, 0) / total),
  );
};

/**
 * @param {number} width
 * @param {number} height
 * @param {Uint8Array} data four bytes a pixel
 * @param {number} colors at most, up to 256
 */
export function palettePng(width, height, data, colors) {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const counts = new Map();
  for (let at = 0; at < data.length; at += 4)
    counts.set(view.getUint32(at), (counts.get(view.getUint32(at)) ?? 0) + 1);
  const counted = [...counts].map(([key, count]) => [
    [key >>> 24, (key >> 16) & 255, (key >> 8) & 255, key & 255],
    count,
    key,
  ]);
  const parts = boxes(counted, colors);
  const index = new Map(parts.flatMap((box, at) => box.map(([, , key]) => [key, at])));
  const palette = parts.map(mean);
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      rows[y * (width + 1) + 1 + x] = index.get(view.getUint32((y * width + x) * 4));
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3, 0, 0, 0], 8); // eight bits a pixel, each a place in the palette
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]),
    chunk("IHDR", head),
    chunk("PLTE", Buffer.from(palette.flatMap(([r, g, b]) => [r, g, b]))),
    chunk("tRNS", Buffer.from(palette.map(([, , , a]) => a))),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}
