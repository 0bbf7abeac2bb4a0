// Values at the edges of a schema: what it just accepts, and what it just refuses.
import addFormats from "ajv-formats";
import Ajv from "ajv/dist/2020.js";

const letters = ["Kq7 vRw2-Zp", "é", "日", "א", "🎬"];

/** `text` again and again, `length` characters of it, no space at the end. */
function filled(text, length) {
  const characters = [...text.repeat(Math.ceil(length / [...text].length))].slice(0, length);
  if (characters.at(-1) === " ") characters.splice(-1, 1, "x");
  return characters.join("");
}

/** The characters that a pattern names, and their neighbours. */
function charactersOf(pattern) {
  const codes = [...pattern.matchAll(/\\u([0-9a-f]{4})|\\x([0-9a-f]{2})/g)]
    .map(([, long, short]) => parseInt(long ?? short, 16))
    .flatMap((code) => [code - 1, code, code + 1]);
  const isWhole = (code) => code >= 0 && (code < 0xd800 || code > 0xdfff) && code <= 0xffff;
  return [...new Set(codes)].filter(isWhole).map((code) => String.fromCodePoint(code));
}

function texts({ minLength = 0, maxLength = 40, pattern = "" }) {
  const lengths = [0, minLength - 1, minLength, minLength + 1, maxLength, maxLength + 1];
  const long = filled(letters[0], Math.max(minLength, 2));
  const digits = [6, 7, 10, 11].map((count) => `tt${filled("1234567890", count)}`);
  const around = charactersOf(pattern).flatMap((one) => [one + long, long + one, `a${one}${long}`]);
  const plain = lengths
    .filter((length) => length >= 0)
    .flatMap((length) => letters.map((letter) => filled(letter, length)));
  return [...plain, ...digits, ...around, ` ${long}`, `${long} `];
}

function numbers({ minimum = 0, maximum = 1000 }) {
  return [minimum - 1, minimum, minimum + 1, maximum - 1, maximum, maximum + 1, 1.5];
}

function lists(schema, values) {
  const { maxItems = 3, items } = schema;
  const many = (count) => Array.from({ length: count }, (_, i) => i + 1);
  const bad = values(items).map((item) => [item]);
  return [[], [1], [1, 1], many(maxItems), many(maxItems + 1), ...bad];
}

function objects({ properties = {}, required = [] }, values) {
  const good = (name) => values(properties[name], true)[0];
  const of = (names) => Object.fromEntries(names.map((name) => [name, good(name)]));
  const names = Object.keys(properties);
  const bases = [of(required), of(names)];
  const changed = names.flatMap((name) =>
    values(properties[name]).flatMap((value) => bases.map((base) => ({ ...base, [name]: value }))),
  );
  const lacking = [required, names].flatMap((all) =>
    all.map((name) => of(all.filter((other) => other !== name))),
  );
  const alone = names.map((name) => of([name]));
  return [{}, ...bases, ...lacking, ...alone, ...changed, { ...bases[0], surprise: 1 }];
}

/** A function of a schema: all that is tried, sorted into `good` and `bad` by the schema itself. */
export function createEdges({ document, resolve }) {
  const ajv = new Ajv({ strict: false });
  addFormats(ajv);
  ajv.addSchema({ components: document.components }, "contract");
  const rebased = (schema) =>
    JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"contract#/components'));

  function values(reference, onlyGood = false) {
    const schema = resolve(reference);
    const branches = schema.oneOf ?? schema.anyOf ?? schema.allOf;
    const all = branches ? branches.flatMap((branch) => values(branch)) : ofType(schema);
    return onlyGood ? sort(reference, all).good : all;
  }

  function ofType(schema) {
    const { type } = schema;
    const wrong = [null, true, "x", 7, [], {}];
    if (schema.enum) return [...schema.enum, ...wrong];
    if (type === "boolean") return [true, false, ...wrong];
    if (type === "array") return [...lists(schema, values), ...wrong];
    if (type === "object") return [...objects(schema, values), ...wrong];
    if (type === "string") return [...texts(schema), ...wrong];
    return [...numbers(schema), ...wrong];
  }

  function sort(reference, all) {
    const validate = ajv.compile(rebased(reference));
    const distinct = [...new Map(all.map((value) => [JSON.stringify(value), value])).values()];
    return {
      good: distinct.filter((value) => validate(value)),
      bad: distinct.filter((value) => !validate(value)),
    };
  }

  return (reference) => sort(reference, values(reference));
}
