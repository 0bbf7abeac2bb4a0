export const texts = {
  "keep.name": "Your own link",
  "keep.title": "Keep your seat, {name}",
  "keep.note": "Your own link lets you back in, on this phone or another. You see it only once.",
  "keep.done": "Done",
};
