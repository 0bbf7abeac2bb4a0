// Texts that are the same in English and in another language, by the language: names, units, marks.
/** @type {Record<string, readonly string[]>} */
export const untranslated = {
  pl: [
    "called",
    "confirm.about",
    "film.rating",
    "footer.tmdb",
    "imports.at",
    "log.day",
    "me.letterboxd",
    "me.letterboxd-of",
    "names.comma",
    "runtime.hours",
    "size.giga",
    "size.mega",
    "source.cinemeta",
    "source.omdb",
    "source.tmdb",
    "watched.full-date",
  ],
};
