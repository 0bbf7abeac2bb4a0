export const texts = {
  "next.lead": "A few films from the vote, each for a reason.",
  "next.year": "What you’ve watched this year",
  "next.minutes": "How much time do you have tonight?",
  "next.unsaid": "I don’t know",
  "next.double": "A double bill should take about",

  "next.fits": "Fits tonight",
  "next.shortest": "The short one",
  "next.double_bill": "A double bill",
  "next.overdue": "It’s their turn",

  "next.why-leader": "It has the most votes, and it’s over within {time}.",
  "next.why-fits": "Of the films that are over within {time}, it has the most votes.",
  "next.why-shortest": {
    one: "It’s the only film with votes. It takes {time}.",
    other: "It takes {time}: the shortest of the {count} films with the most votes.",
  },
  "next.why-exact": "Together they take {time}, just what you want.",
  "next.why-double": "Together they take {time}. You want about {wish}.",
  "next.why-never": {
    one: "The people who want it hadn’t voted for the last film you watched.",
    other: "The people who want it had voted for none of the last {count} films you watched.",
  },
  "next.why-overdue": {
    one: "The people who want it had voted for the last film you watched, like everybody else.",
    other:
      "Of the last {count} films you watched, the people who want it had voted for about {won}.",
  },

  "next.votes": { one: "1 vote", other: "{count} votes" },
  "next.untitled": "A film without a title yet",
  "next.none": "Nothing has votes yet.",
  "next.none-next": "Vote for what you’d like to see. Then there’s something to suggest.",
  "next.vote": "See the films",
};
