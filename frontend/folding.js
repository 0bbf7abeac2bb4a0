/**
 * What text is found by: without case, accents, points, quotation marks and apostrophes. Dashes, and
 * dots in the middle of a line, are spaces. The server has the same rules (api/base/search_key.c),
 * and tests/vectors/finding.json tests both.
 */

/** What compatibility would turn into a space and an accent, where an apostrophe is meant. */
const strokes = /[\u00b4\u1fbd\u1fbf\u1ffd\u1ffe]/g;

/** 8½ is 8 1/2, not 81/2. */
const fractions = /[\u00bc-\u00be\u2150-\u215e\u2189]/g;

/**
 * Accents and points of Latin, Greek, Cyrillic, Hebrew, Arabic and Syriac script, quotation marks,
 * what stretches an Arabic word, and what does not show. Vowels of Indic scripts and the voicing of
 * kana make another letter: they stay.
 */
const dropped = new RegExp(
  "[\\u0300-\\u036f\\u0483-\\u0489\\u0591-\\u05bd\\u05bf\\u05c1\\u05c2\\u05c4\\u05c5\\u05c7" +
    "\\u0610-\\u061a\\u064b-\\u065f\\u0670\\u06d6-\\u06dc\\u06df-\\u06e4\\u06e7\\u06e8" +
    "\\u06ea-\\u06ed\\u0711\\u0730-\\u074a\\u08d3-\\u08e1\\u08e3-\\u08ff\\u1dc0-\\u1dff" +
    "\\u20d0-\\u20f0\\ufe20-\\ufe2f\\u1ab0-\\u1aff" +
    "\"'`\\u00ab\\u00bb\\u02b9-\\u02bf\\u02c8\\u02ca\\u02cb\\u055a\\u0640\\u05f3\\u05f4\\u2018-\\u201f" +
    "\\u2032-\\u2037\\u2039\\u203a\\u275b-\\u275e\\u301d-\\u301f\\ua78b\\ua78c" +
    "\\p{Default_Ignorable_Code_Point}]",
  "gu",
);

/** Space, dashes, waves, and dots in the middle of a line. */
const spaces =
  /[\s\u0085~\u00b7\u058a\u05be\u1806\u2010-\u2015\u2022\u2027\u2043\u2212\u223c\u22c5\u2e3a\u2e3b\u301c\u3030\u30a0\u30fb-]+/g;

/** Letters of their own that people without such a key type otherwise. @type {Record<string, string>} */
const typed = {
  ß: "ss",
  æ: "ae",
  ð: "d",
  ø: "o",
  þ: "th",
  đ: "d",
  ħ: "h",
  ı: "i",
  ł: "l",
  ŋ: "n",
  œ: "oe",
  ŧ: "t",
  ƀ: "b",
  ƶ: "z",
  ȷ: "j",
  ə: "e",
  ɨ: "i",
  ς: "σ",
  "\u0629": "\u0647",
  "\u0649": "\u064a",
  "\u0671": "\u0627",
  "\u06a9": "\u0643",
  "\u06be": "\u0647",
  "\u06c1": "\u0647",
  "\u06cc": "\u064a",
};
const letters = new RegExp(`[${Object.keys(typed).join("")}]`, "g");

/** @param {string} text */
export const folded = (text) =>
  text
    .replace(strokes, "")
    .replace(fractions, " $&")
    .normalize("NFKD")
    .replace(dropped, "")
    .replace(spaces, " ")
    .replace(/\u2044/g, "/")
    .toLowerCase()
    .replace(letters, (letter) => typed[letter])
    .normalize("NFC")
    .trim();
