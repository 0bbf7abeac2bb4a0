export const texts = {
  "only.which": "Which films to show",
  "only.all": "All films",
  "only.nobody": "Nobody has seen it",
  "only.me": "I haven’t seen it",
  "only.genres": "Genre",
};
