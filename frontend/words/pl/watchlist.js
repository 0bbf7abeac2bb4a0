export const texts = {
  "watchlist.lead":
    "Filmy, które chcesz zobaczyć. Tę listę widzisz tylko ty. Inni widzą tylko, na ilu listach jest dany film.",
  "watchlist.find": "Znajdź film",
  "watchlist.none": "Twoja lista jest pusta.",
  "watchlist.none-next":
    "Znajdź film i dodaj go do listy. Możesz też dodać filmy, które są w głosowaniu.",
  "watchlist.remove": "Usuń",
  "watchlist.gone": "Film „{title}” usunięto z twojej listy.",
};
