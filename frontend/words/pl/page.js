// What the vote page says, and what goes wrong there. What goes wrong elsewhere stands in forms.js.
//
// The page says "ty", with a small letter, and never guesses anybody's gender: "masz już głos", not
// "zagłosowałeś". Names and titles are put in as they are, so they stand apart or where the case is the
// nominative: "film „{title}”", "dostanie go {name}". What happened is told by nouns and "-no": "nowa
// propozycja", "obejrzano". A single letter and the word after it are held together by say.js.
//
//   member              osoba w klubie           admin             administrator
//   host                opiekun serwera          invitation        zaproszenie
//   up for a vote       w głosowaniu             own link          osobisty link
//   proposal, propose   propozycja, zaproponuj   withdraw          wycofaj
//   vote                głos, głosuj             whose ballot      kto głosuje
//   pitch               zachęta                  settle on         wybierz
//   draw                losuj, losowanie         call off          odwołaj
//   evening, screening  seans                    watched           obejrzane
//   rating, stars       ocena, gwiazdki          I’ve seen it      już to znam
//   deactivate          zawieś (konto)           revoke            unieważnij
//   let in, admit       wpuść                    sign in, out      zaloguj, wyloguj
//   former member       ktoś z dawnego składu    activity, log     dziennik
//   your list           twoja lista              on a list         na liście
//   film data, source   dane o filmach, źródło   plot              opis
export const texts = {
  locale: "pl",
  tied: "aiouwz",
  films: {
    one: "{count} film",
    few: "{count} filmy",
    many: "{count} filmów",
    other: "{count} filmu",
  },
  votes: {
    one: "{count} głos",
    few: "{count} głosy",
    many: "{count} głosów",
    other: "{count} głosu",
  },

  "runtime.minutes": "{minutes}\u00a0min",
  "runtime.hours": "{hours}\u00a0h",
  "runtime.both": "{hours}\u00a0h\u00a0{minutes}\u00a0min",

  "nav.main": "Menu główne",
  "nav.vote": "Głosuj",
  "nav.watched": "Obejrzane",
  "nav.to-rate": "Obejrzane, są filmy do oceny",
  "nav.propose": "Zaproponuj",
  "nav.me": "Konto",
  "nav.sign-in": "Zaloguj się",
  "title.next": "Co teraz?",
  "later.title": "Ta część strony się nie wczytała.",
  "later.next": "Sprawdź połączenie i spróbuj ponownie.",
  "try-again": "Spróbuj ponownie",
  "toast.dismiss": "Zamknij",
  "footer.tmdb": "TMDB",

  "bar.which": "Które filmy",
  "bar.all": "Wszystkie",
  "bar.unvoted": "Bez głosu",
  "bar.mine": "Moje",
  "bar.tally": "{films} w głosowaniu",
  "bar.proposed": "Twoje propozycje: {share}",
  "bar.share": "{used} z {limit}",
  "bar.found": "{count} z {all}",
  "bar.filter": "Szukaj",
  "bar.filter-films": "Szukaj wśród filmów",
  "bar.open-filter": "Otwórz wyszukiwanie",
  "bar.clear-filter": "Wyczyść wyszukiwanie",
  "bar.sort": "Kolejność filmów",
  "sort.votes": "Liczba głosów",
  "sort.newest": "Najnowsze",
  "sort.runtime": "Najkrótsze",
  "sort.longest": "Najdłuższe",
  "sort.title": "Od A do Z",
  "order.new": "Nowa kolejność",
  "order.renewed": "Lista jest w nowej kolejności.",

  tonight: "Dziś",
  "ticket.frozen": "Wybrany na dziś: {title}, {votes}",
  "card.pending": "Szukam…",
  "card.unknown": "Brak danych",
  "card.untitled": "Bez tytułu",
  "card.films": "Filmy w głosowaniu",
  "card.wished": {
    one: "1 osoba ma go na liście",
    few: "{count} osoby mają go na liście",
    many: "{count} osób ma go na liście",
    other: "{count} osoby ma go na liście",
  },
  "card.seen": {
    one: "Widziała 1 osoba",
    few: "Widziały {count} osoby",
    many: "Widziało {count} osób",
    other: "Widziało {count} osoby",
  },
  "card.twice": "Dwa razy",
  "card.tied": "Remis",
  "card.leading": "Prowadzi",
  "stage.name": "Dziś najpewniej",
  "stage.lead": "Na prowadzeniu",
  "stage.first": "Nikt jeszcze nie zagłosował. Kto zacznie?",
  "stage.more": "I jeszcze {count} na szczycie listy poniżej",
  "stage.only": "Na razie jedyny film",
  "stage.tied": "Remis: {votes}",
  "stage.leading": "Prowadzi: {votes}",
  "names.you": "Ty",
  "names.more": "jeszcze {count}",
  "names.and": " i ",
  "names.comma": ", ",
  "ticket.vote": "Głosuj",
  "ticket.voted": "Twój głos",
  "ticket.vote-for": "Głosuj na film „{title}”: {votes}",
  "ticket.voted-for": "Masz głos na film „{title}”: {votes}",
  "voters.from": "Głosy: {names}",
  "drawn.soon": "Wkrótce",

  "seat.question": "Co jeszcze chcesz zobaczyć? ",
  "seat.propose": "Zaproponuj kolejny film",
  "empty.none": "W głosowaniu nie ma jeszcze żadnego filmu.",
  "empty.none-next": "Ktoś musi zacząć. Jaki film chcesz zobaczyć już od lat?",
  "empty.mine": "Nie masz jeszcze żadnej propozycji.",
  "empty.mine-next": "Jaki film chcesz pokazać znajomym?",
  "empty.voted": "Każdy film ma już twój głos.",
  "empty.voted-next": "Teraz kolej na innych. Nowe filmy pojawią się tutaj.",
  "empty.unmatched": "Żaden film nie pasuje do „{filter}”.",
  "empty.unmatched-next": "Wpisz mniej liter albo zaproponuj ten film.",
  "empty.show-all": "Pokaż wszystkie filmy",
  "propose.film": "Zaproponuj film",

  "news.added": "Nowy film w głosowaniu: {title}.",
  "news.more": "Kolejne filmy w głosowaniu: {count}.",
  "news.changed": "Zmieniły się głosy na kilka filmów ({count}).",
  "news.counted": "Film „{title}” ma teraz {votes}.",
  "spoken.voted": "Głos oddany: {title}. Film ma teraz {votes}.",
  "spoken.took-back": "Głos cofnięty: {title}. Film ma teraz {votes}.",
  "vote.unsaved": "twój głos na film „{title}” nie został zapisany",
  "vote.still": "twój głos na film „{title}” nadal się liczy",
  "sign-in.again": "Zaloguj się znowu",
  "signed-out": "Wylogowano cię.",
  called: "{name}: {words}",
  "paper.about": "{films} w głosowaniu, {date}",

  because: "{what}, więc {outcome}.",
  saved: "Stan zapisany {when}. {why}",
  "problem.other": "Coś poszło nie tak.",
  "problem.tell": "Jeśli to się powtarza, daj znać opiekunowi serwera.",
  "problem.tell-id": "Jeśli to się powtarza, daj znać opiekunowi serwera: {id}.",
  "problem.offline": "Nie masz połączenia z internetem.",
  "problem.offline.next": "Spróbuj ponownie, gdy połączenie wróci.",
  "problem.offline.list": "Strona nadrobi zaległości, gdy połączenie wróci.",
  "problem.unreachable": "Serwer klubu nie odpowiada.",
  "problem.unreachable.next": "Może właśnie się uruchamia. Spróbuj ponownie za chwilę.",
  "problem.unreachable.list": "Może właśnie się uruchamia. Strona wciąż próbuje.",
  "problem.unauthenticated": "Twoja sesja wygasła.",
  "problem.unauthenticated.next": "Zaloguj się i spróbuj ponownie.",
  "problem.votes-frozen": "Ten film jest już wybrany na dziś.",
  "problem.votes-frozen.next": "Do końca seansu jego głosy się nie zmieniają.",
  "problem.internal": "Na serwerze wystąpił błąd.",
  "problem.internal.next": "Spróbuj ponownie. {tell}",
  "problem.busy": "Serwer jest teraz zajęty.",
  "problem.busy.next": "Spróbuj ponownie za chwilę.",
};
