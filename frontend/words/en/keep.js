export const texts = {
  "keep.name": "Your own link",
  "keep.title": "Keep your seat, {name}",
  "keep.note":
    "Your own link gets you back in, on this phone or another. It’s shown only now, but you can make a new one under your name.",
  "keep.note-admin":
    "Your own link gets you back in, together with your password. It’s shown only now, but you can make a new one under your name.",
  "keep.done": "Done",
};
