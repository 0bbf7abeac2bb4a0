export const texts = {
  "only.which": "Które filmy pokazać",
  "only.all": "Wszystkie filmy",
  "only.nobody": "Nikt nie widział",
  "only.me": "Dla mnie nowe",
  "only.genres": "Gatunek",
};
