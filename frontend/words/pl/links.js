// Links that let people in: invitations, and everybody's own.
export const texts = {
  "link.copy": "Kopiuj link",
  "link.copied": "Skopiowano.",
  "link.not-copied":
    "Przeglądarka nie pozwala tej stronie kopiować. Link jest zaznaczony, więc możesz go skopiować ręcznie.",
  "link.share": "Udostępnij",
  "link.not-shared": "Nie udało się udostępnić linku. Lepiej go skopiuj.",
  "link.show": "Pokaż link i kod QR",
  "link.no-code": "Kod QR się nie wczytał. Link działa i bez niego.",
  "loopback.title": "Ten link działa tylko na tym urządzeniu.",
  "loopback.next":
    "Adresu {host} nie otworzy żadne inne urządzenie. Otwórz tę stronę pod adresem, który twój komputer ma w sieci, i stamtąd wyślij link.",
  "loopback.open":
    "Otwórz tę stronę pod adresem, do którego trafią inne urządzenia, i stamtąd wyślij link:",
  "loopback.alone":
    "Klub działa tylko na tym komputerze i żadne inne urządzenie go nie otworzy. Opiekun serwera może to zmienić, instrukcja jest w README.",
  "invite.link": "Link z zaproszeniem",
  "invite.code": "Kod QR linku z zaproszeniem",
  "invite.pitch": "{club} – dołącz i wybieraj z nami filmy:",
  "own.link": "Twój osobisty link",
  "own.code": "Kod QR twojego osobistego linku",
  "own.pitch": "{club} – mój osobisty link, tylko dla mnie:",
};
