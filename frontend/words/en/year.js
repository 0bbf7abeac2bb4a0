export const texts = {
  "year.earlier": "{year}, the year before",
  "year.later": "{year}, the year after",
  "year.others": "Other years",
  "year.print": "Print or save",

  "year.none": "You haven’t watched anything in {year}, or nobody noted when.",
  "year.few": {
    one: "One film. Charts need at least five.",
    other: "{count} films. Charts need at least five.",
  },

  "year.sum-films": { one: "film", other: "films" },
  "year.sum-hours": { one: "hour", other: "hours" },
  "year.sum-rated": "rated",

  "year.best": "You liked these best",
  "year.divided": "You disagreed most on these",
  "year.proposers": "Whose films you watched",
  "year.genres": "Genres",
  "year.decades": "When they were made",
  "year.months": "Month by month",
  "year.calendar": "Every evening",

  "year.films": "Films",
  "year.member": "Proposed by",
  "year.genre": "Genre",
  "year.decade": "Decade",
  "year.month": "Month",
  "year.decade-name": "{decade}s",
  "year.nobody": "Not known",
  "year.stars": { one: "{stars} star", other: "{stars} stars" },
  "year.ratings": { one: "1 rating", other: "{count} ratings" },
  "year.spread": { one: "about {count} star apart", other: "about {count} stars apart" },
};
