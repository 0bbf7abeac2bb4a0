// What the pages have in common by which admins look after the club.
export const texts = {
  "club.pages": "Strony klubu",
  "club.more": "Pokaż więcej",
  "club.loading": "Chwileczkę…",
};
