export const texts = {
  "lost.title": "There’s nothing here.",
  "lost.next": "The address may be mistyped, or was cut short on its way to you.",
};
