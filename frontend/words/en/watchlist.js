export const texts = {
  "watchlist.lead":
    "Films you’d like to see. Only you see this list. The others see on how many lists a film is.",
  "watchlist.find": "Find a film",
  "watchlist.none": "Your list is empty.",
  "watchlist.none-next":
    "Find a film and put it on your list. The films that are up for a vote can go there, too.",
  "watchlist.remove": "Remove",
  "watchlist.gone": "{title} is off your list.",
};
