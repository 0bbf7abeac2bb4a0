// A ZIP with files in it as they are, not compressed: what a test uploads.

const crcs = Array.from({ length: 256 }, (_, at) => {
  let crc = at;
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc >>> 0;
});

/** @param {Buffer} bytes */
const crc32 = (bytes) =>
  (bytes.reduce((crc, byte) => crcs[(crc ^ byte) & 0xff] ^ (crc >>> 8), 0xffffffff) ^
    0xffffffff) >>>
  0;

/** Numbers of two bytes, and of four where one is written as a text. @param {...(number | string)} numbers */
function words(...numbers) {
  const parts = numbers.map((number) => {
    const part = Buffer.alloc(typeof number === "string" ? 4 : 2);
    part.writeUIntLE(Number(number), 0, part.length);
    return part;
  });
  return Buffer.concat(parts);
}

/** What both headers of a file have: version, flags, method, time, CRC, sizes, length of the name. */
const about = (name, bytes) =>
  words(20, 0, 0, 0, 33, `${crc32(bytes)}`, `${bytes.length}`, `${bytes.length}`, name.length, 0);

/** @param {Record<string, string>} files by their names */
export function zip(files) {
  const locals = [];
  const centrals = [];
  let offset = 0;
  for (const [text, content] of Object.entries(files)) {
    const [name, bytes] = [Buffer.from(text), Buffer.from(content)];
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), about(name, bytes), name, bytes]);
    locals.push(local);
    const place = words(0, 0, 0, "0", `${offset}`);
    centrals.push(Buffer.from("PK\x01\x02"), words(20), about(name, bytes), place, name);
    offset += local.length;
  }
  const central = Buffer.concat(centrals);
  const count = locals.length;
  const end = words(0, 0, count, count, `${central.length}`, `${offset}`, 0);
  return Buffer.concat([...locals, central, Buffer.from("PK\x05\x06"), end]);
}
