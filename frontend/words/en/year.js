export const texts = {
  "year.earlier": "{year}, the year before",
  "year.later": "{year}, the year after",
  "year.others": "Other years",
  "year.print": "Print or save",

  "year.none": "You haven’t watched anything in {year}, or nobody noted when.",
  "year.few": {
    one: "One film so far. There are charts once you’ve watched five.",
    other: "{count} films so far. There are charts once you’ve watched five.",
  },

  "year.sum-films": { one: "film", other: "films" },
  "year.sum-hours": { one: "hour", other: "hours" },
  "year.sum-rated": "rated",

  "year.best": "You liked these best",
  "year.divided": "You differed most on these",
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
  "year.untitled": "A film without a title",
  "year.stars": { one: "1 star", other: "{count} stars" },
  "year.ratings": { one: "1 rating", other: "{count} ratings" },
  "year.spread": "about {spread} stars apart",
};
