// Texts that are the same in English and in another language, by the language: names, units, marks.
/** @type {Record<string, readonly string[]>} */
export const untranslated = {};
