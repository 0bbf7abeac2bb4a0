// Images as upstream may send them, and what it may send in their place.
import { readdirSync, readFileSync } from "node:fs";
import { deflateSync } from "node:zlib";

const folder = new URL("../../../db/demo/posters/", import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith(".webp"));

/** A poster of the built-in catalogue: the same one for the same number. */
export const poster = (number) => readFileSync(new URL(files[number % files.length], folder));

function crc32(bytes) {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const edges = Buffer.alloc(8);
  edges.writeUInt32BE(data.length, 0);
  edges.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([edges.subarray(0, 4), body, edges.subarray(4)]);
}

/** A black PNG of one bit a pixel. */
function png(width, height) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 1;
  const rows = Buffer.alloc((Math.ceil(width / 8) + 1) * height);
  return Buffer.concat([
    Buffer.from("89504e470d0a1a0a", "hex"),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** A segment of a JPEG: its marker, its length, its bytes. */
function segment(marker, ...bytes) {
  return Buffer.from([0xff, marker, 0, bytes.length + 2, ...bytes]);
}

/** A grey JPEG: with tables of one code each, a block of no change is two bits. */
function jpeg(width, height) {
  const size = [height >> 8, height & 0xff, width >> 8, width & 0xff];
  const onlyZero = [1, ...Array(15).fill(0), 0];
  const blocks = Math.ceil(width / 8) * Math.ceil(height / 8);
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xdb, 0, ...Array(64).fill(1)),
    segment(0xc0, 8, ...size, 1, 1, 0x11, 0),
    segment(0xc4, 0x00, ...onlyZero),
    segment(0xc4, 0x10, ...onlyZero),
    segment(0xda, 1, 1, 0, 0, 63, 0),
    Buffer.alloc(Math.ceil(blocks / 4)),
    Buffer.from([0xff, 0xd9]),
  ]);
}

// 200 × 300 pixels of one colour, which this file has no encoder for. The GIF goes black in its
// second frame.
const gif =
  "R0lGODlhyAAsAYAAAEdwTIBAICH/C05FVFNDQVBFMi4wAwEAAAAh+QQFAAAAACwAAAAAyAAsAQAC/4yPqcvtD6OctNqL" +
  "s968+w+G4kiW5omm6sq27gvH8kzX9o3n+s73/g8MCofEovGITCqXzKbzCY1Kp9Sq9YrNarfcrvcLDovH5LL5jE6r1+y2" +
  "+w2Py+f0uv2Oz+v3/L7/DxgoOEhYaHiImKi4yNjo+AgZKTlJWWl5iZmpucnZ6fkJGio6SlpqeoqaqrrK2ur6ChsrO0tb" +
  "a3uLm6u7y9vr+wscLDxMXGx8jJysvMzc7PwMHS09TV1tfY2drb3N3e39DR4uPk5ebn6Onq6+zt7u/g4fLz9PX29/j5+v" +
  "v8/f7/8PMKDAgQQLGjyIMKHChQwbOnwIMaLEiRQrWryIMaPGjU0cO3r8CDKkyJEkS5o8iTKlypUsW7p8CTOmzJk0a9q8" +
  "iTOnzp08e/r8CTSo0KFEixo9ijSp0qVMmzp9CjWq1KlUq1q9ijWr1q1cu/4sAAAh+QQFAAAAACwAAAAAyAAsAYBHcEwA" +
  "AAAC/4yPqcvtD6OctNqLs968+w+G4kiW5omm6sq27gvH8kzX9o3n+s73/g8MCofEovGITCqXzKbzCY1Kp9Sq9YrNarfc" +
  "rvcLDovH5LL5jE6r1+y2+w2Py+f0uv2Oz+v3/L7/DxgoOEhYaHiImKi4yNjo+AgZKTlJWWl5iZmpucnZ6fkJGio6Slpq" +
  "eoqaqrrK2ur6ChsrO0tba3uLm6u7y9vr+wscLDxMXGx8jJysvMzc7PwMHS09TV1tfY2drb3N3e39DR4uPk5ebn6Onq6+" +
  "zt7u/g4fLz9PX29/j5+vv8/f7/8PMKDAgQQLGjyIMKHChQwbOnwIMaLEiRQrWryIMaPGjU0cO3r8CDKkyJEkS5o8iTKl" +
  "ypUsW7p8CTOmzJk0a9q8iTOnzp08e/r8CTSo0KFEixo9ijSp0qVMmzp9CjWq1KlUq1q9ijWr1q1cu/4sAAA7";
const avif =
  "AAAAHGZ0eXBhdmlmAAAAAGF2aWZtaWYxbWlhZgAAAOptZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAA" +
  "AAAAAAAAAA5waXRtAAAAAAABAAAAImlsb2MAAAAAREAAAQABAAAAAAEOAAEAAAAAAAAAOwAAACNpaW5mAAAAAAABAAAA" +
  "FWluZmUCAAAAAAEAAGF2MDEAAAAAamlwcnAAAABLaXBjbwAAABNjb2xybmNseAACAAIABoAAAAAMYXYxQ4EADAAAAAAU" +
  "aXNwZQAAAAAAAADIAAABLAAAABBwaXhpAAAAAAMICAgAAAAXaXBtYQAAAAAAAAABAAEEgYIDhAAAAENtZGF0EgAKChge" +
  "MeVsECAgaEAyKxBgAAAQtFVVL3nmVZGG7d/SqsFHtW1p6JVKcRg3rJN+OJV2Vl7eWnkmG9g=";

/** Its first half. */
const half = (bytes) => bytes.subarray(0, bytes.length / 2);

const kinds = {
  webp: () => poster(0),
  truncated: () => half(poster(0)),
  jpeg: () => jpeg(300, 450),
  cut: () => half(jpeg(300, 450)),
  png: () => png(300, 450),
  bomb: () => png(30000, 30000),
  gif: () => Buffer.from("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7", "base64"),
  "gif poster": () => Buffer.from(gif, "base64"),
  avif: () => Buffer.from(avif, "base64"),
  svg: () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="300" height="450"/>'),
  html: () => Buffer.from("<!doctype html><script>alert(1)</script>"),
  empty: () => Buffer.alloc(0),
};

export const image = (kind) => (kinds[kind] ?? kinds.webp)();
