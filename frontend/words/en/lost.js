export const texts = {
  "lost.admins": "Only admins can open this page.",
  "lost.admins-next": "Ask one of them if you’d like something changed.",
  "lost.title": "There’s nothing here.",
  "lost.next": "The address may be mistyped, or was cut short on its way to you.",
};
