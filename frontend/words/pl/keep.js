export const texts = {
  "keep.name": "Twój osobisty link",
  "keep.title": "{name}, nie zgub swojego miejsca",
  "keep.note":
    "Osobisty link wpuści cię znowu, na tym telefonie albo na innym. Widać go tylko teraz, ale na stronie swojego konta możesz zrobić nowy.",
  "keep.note-admin":
    "Osobisty link wpuści cię znowu, razem z hasłem. Widać go tylko teraz, ale na stronie swojego konta możesz zrobić nowy.",
  "keep.done": "Gotowe",
};
