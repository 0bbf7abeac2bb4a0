export const texts = {
  "seats.name": "Whose ballot this is",
  "seats.asking": "Who’s voting?",
  "seats.now": "{name} is voting",
  "seats.take": "Vote as {name}",
  "seats.add": "Add somebody",
  "seats.spoken": "This is {name}’s ballot now.",
  "seats.gone": "{name} isn’t signed in here any more.",
};
