export const texts = {
  "settings.lead": "To, co tu zapiszesz, działa od razu i dla wszystkich.",
  "settings.name": "Nazwa klubu",
  "settings.no-name": "Klub musi mieć nazwę.",
  "settings.signup": "Kto może dołączyć?",
  "settings.reading": "Kto może oglądać listę filmów?",
  "settings.limit": "Propozycje na osobę",
  "settings.limit-hint":
    "Ile filmów jedna osoba może mieć naraz w głosowaniu. Każdej osobie możesz ustawić inny limit.",
  "settings.limit-wrong": "Wpisz liczbę całkowitą od 0 do 1000.",
  "settings.language": "Język klubu",
  "settings.language-hint":
    "Język i kraj, na przykład pl-PL albo en-US. W tym języku strona zwraca się do osób, które nie wybrały innego.",
  "settings.spoken":
    "Tytuły i opisy: {language}, ale tylko z TMDB. Pozostałe źródła mają angielskie.",
  "settings.zone": "Strefa czasowa",
  "settings.zone-hint":
    "Tam, gdzie się spotykacie, na przykład Europe/Warsaw. Film, który kończy się po północy, liczy się do poprzedniego wieczoru.",
  "settings.clock": "Jest tam teraz {time}.",
  "settings.missing": "Kto jeszcze nie głosował?",
  "settings.save": "Zapisz",
  "settings.saved": "Zapisano.",
  "settings.same": "Nic się nie zmieniło.",
  "settings.defaults": "Ustawienia domyślne",
  "settings.defaults-question":
    "Przywrócić ustawienia nowego klubu? Zmieni się wszystko poza nazwą, i to od razu.",
  "settings.defaults-yes": "Tak, przywróć",
  "settings.defaults-done": "Wszystko poza nazwą jest takie jak w nowym klubie.",
  "settings.by-host": "To ustawia opiekun serwera, więc tutaj nie da się tego zmienić.",
  "settings.conflict":
    "Ktoś inny właśnie zmienił ustawienia. Widzisz już jego wersję. Twoje zmiany wciąż tu są, ale niezapisane. Sprawdź je i zapisz jeszcze raz.",

  "signup.invite": "Z zaproszeniem",
  "signup.invite-note": "Dołączy każdy, kto ma link z zaproszeniem.",
  "signup.open": "Każdy",
  "signup.open-note":
    "Zgłosić się może każdy, kto otworzy stronę. Zagłosuje, gdy wpuści go administrator.",
  "signup.closed": "Nikt",
  "signup.closed-note": "Zaproszenia też są wstrzymane.",
  "reading.members": "Tylko klub",
  "reading.members-note": "Inni widzą tylko stronę logowania.",
  "reading.public": "Każdy",
  "reading.public-note": "Goście widzą filmy i liczbę głosów, ale nie to, kto głosuje.",
  "missing.hidden": "Nie pokazuj",
  "missing.hidden-note": "Każdy głosuje, kiedy chce.",
  "missing.members": "Pokazuj całemu klubowi",
  "missing.members-note": "Na dużym ekranie widać imiona osób, które jeszcze nie głosowały.",

  "field.proposal_limit": "Limit",
  "field.language": "Język",
  "field.time_zone": "Strefa czasowa",
};
