// Co mówi duży ekran: mało słów, za to tak dużych, że da się je przeczytać z drugiego końca pokoju.
export const texts = {
  "screen.leads": "Prowadzi",
  "screen.level": {
    one: "{count} film na czele",
    few: "Remis: {count} filmy na czele",
    many: "Remis: {count} filmów na czele",
    other: "Remis: {count} filmu na czele",
  },
  "screen.first": "Kto zagłosuje pierwszy?",
  "screen.votes": {
    one: "{number} głos",
    few: "{number} głosy",
    many: "{number} głosów",
    other: "{number} głosu",
  },
  "screen.none": "Nie ma jeszcze filmów.",
  "screen.none-next": "Weź telefon i zaproponuj pierwszy.",
  "screen.by": "Propozycja: {name}",
  "screen.join": "Dołącz i głosuj na telefonie",
  "screen.vote": "Głosuj na telefonie",
  "screen.code-join": "Kod QR z zaproszeniem ważnym przez dobę",
  "screen.code-vote": "Kod QR do strony głosowania",
  "screen.missing": "Jeszcze bez głosu",
  "screen.more": "i jeszcze {count}",
  "screen.all-in": "Wszyscy już zagłosowali.",
  "screen.full": "Pełny ekran",
  "screen.leave": "Zamknij duży ekran",
};
