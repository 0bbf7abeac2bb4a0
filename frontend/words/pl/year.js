export const texts = {
  "year.earlier": "{year}, rok wcześniej",
  "year.later": "{year}, rok później",
  "year.others": "Inne lata",
  "year.print": "Drukuj lub zapisz",

  "year.none": "W {year} roku klub niczego nie obejrzał albo nikt nie zapisał kiedy.",
  "year.few": {
    one: "Jeden film. Wykresy pojawią się od pięciu.",
    few: "{count} filmy. Wykresy pojawią się od pięciu.",
    many: "{count} filmów. Wykresy pojawią się od pięciu.",
    other: "{count} filmu. Wykresy pojawią się od pięciu.",
  },

  "year.sum-films": { one: "film", few: "filmy", many: "filmów", other: "filmu" },
  "year.sum-hours": { one: "godzina", few: "godziny", many: "godzin", other: "godziny" },
  "year.sum-rated": "z oceną",

  "year.best": "Te podobały się najbardziej",
  "year.divided": "Przy tych zdania były podzielone",
  "year.proposers": "Czyje propozycje obejrzano",
  "year.genres": "Gatunki",
  "year.decades": "Z których lat",
  "year.months": "Miesiąc po miesiącu",
  "year.calendar": "Wszystkie wieczory",

  "year.films": "Filmy",
  "year.member": "Propozycja",
  "year.genre": "Gatunek",
  "year.decade": "Dekada",
  "year.month": "Miesiąc",
  "year.decade-name": "od {decade} roku",
  "year.nobody": "Nie wiadomo",
  "year.stars": {
    one: "{stars} gwiazdka",
    few: "{stars} gwiazdki",
    many: "{stars} gwiazdek",
    other: "{stars} gwiazdki",
  },
  "year.ratings": {
    one: "1 ocena",
    few: "{count} oceny",
    many: "{count} ocen",
    other: "{count} oceny",
  },
  "year.spread": {
    one: "różnica około {count} gwiazdki",
    few: "różnica około {count} gwiazdek",
    many: "różnica około {count} gwiazdek",
    other: "różnica około {count} gwiazdki",
  },
};
