// What the pages have in common by which admins look after the club.
export const texts = {
  "club.pages": "The club’s pages",
  "club.more": "Show more",
  "club.loading": "One moment…",
};
