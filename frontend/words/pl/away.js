export const texts = {
  "away.vote": "Twój głos na film „{title}” czeka tutaj i zostanie wysłany później.",
  "away.unvote": "Twój głos na film „{title}” zostanie później cofnięty.",
  "away.stay": "Do tego czasu nie zamykaj tej strony.",
  "away.ticket": "{label}, jeszcze nie wysłano",
  "away.word": "Czeka",
  "away.sent": "Twój głos na film „{title}” został wysłany.",
  "away.sent-all": {
    one: "Wysłano twój głos na jeden film.",
    few: "Wysłano twoje głosy na {count} filmy.",
    many: "Wysłano twoje głosy na {count} filmów.",
    other: "Wysłano twoje głosy na {count} filmu.",
  },
  "away.taken": "Twój głos na film „{title}” został cofnięty.",
  "away.kept": {
    one: "Jeden głos nie został jeszcze wysłany. Poczeka tu, aż {name} znów się zaloguje.",
    few: "{count} głosy nie zostały jeszcze wysłane. Poczekają tu, aż {name} znów się zaloguje.",
    many: "{count} głosów nie zostało jeszcze wysłanych. Poczekają tu, aż {name} znów się zaloguje.",
    other: "{count} głosu nie zostało jeszcze wysłane. Poczeka tu, aż {name} znów się zaloguje.",
  },
  "away.dropped": {
    one: "Jeden niewysłany głos przepadł.",
    few: "{count} niewysłane głosy przepadły.",
    many: "{count} niewysłanych głosów przepadło.",
    other: "{count} niewysłanego głosu przepadło.",
  },
};
