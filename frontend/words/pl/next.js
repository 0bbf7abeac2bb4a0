export const texts = {
  "next.lead": "Kilka filmów z głosowania, każdy z jakiegoś powodu.",
  "next.year": "Co klub obejrzał w tym roku",
  "next.screen": "Pokaż głosowanie na dużym ekranie",
  "next.minutes": "Ile macie dziś czasu?",
  "next.unsaid": "Nie wiem",
  "next.double": "Podwójny seans ma trwać około",

  "next.fits": "Pasuje na dziś",
  "next.shortest": "Coś krótkiego",
  "next.double_bill": "Podwójny seans",
  "next.overdue": "Teraz ich kolej",

  "next.why-leader": "Ma najwięcej głosów i mieści się w {time}.",
  "next.why-fits": "Z filmów, które mieszczą się w {time}, ten ma najwięcej głosów.",
  "next.why-shortest": {
    one: "To jedyny film z głosami. Trwa {time}.",
    few: "Trwa {time}: najkrócej z {count} filmów, które mają najwięcej głosów.",
    many: "Trwa {time}: najkrócej z {count} filmów, które mają najwięcej głosów.",
    other: "Trwa {time}: najkrócej z {count} filmów, które mają najwięcej głosów.",
  },
  "next.why-exact": "Razem trwają {time}, dokładnie tyle, ile trzeba.",
  "next.why-double": "Razem trwają {time}. Miało być około {wish}.",
  "next.why-never": {
    one: "Osoby, które go chcą, nie głosowały na ostatni obejrzany film.",
    few: "Osoby, które go chcą, nie głosowały na żaden z {count} ostatnio obejrzanych filmów.",
    many: "Osoby, które go chcą, nie głosowały na żaden z {count} ostatnio obejrzanych filmów.",
    other: "Osoby, które go chcą, nie głosowały na żaden z {count} ostatnio obejrzanych filmów.",
  },
  "next.why-overdue": {
    one: "Osoby, które go chcą, głosowały na ostatni obejrzany film (głosy: {won}), jak wszyscy.",
    few: "Osoby, które go chcą, głosowały na około {won} z {count} ostatnio obejrzanych filmów.",
    many: "Osoby, które go chcą, głosowały na około {won} z {count} ostatnio obejrzanych filmów.",
    other: "Osoby, które go chcą, głosowały na około {won} z {count} ostatnio obejrzanych filmów.",
  },

  "next.none": "Żaden film nie ma jeszcze głosów.",
  "next.none-next": "Gdy zagłosujesz, pojawią się tu podpowiedzi.",
  "next.vote": "Zobacz filmy",
};
