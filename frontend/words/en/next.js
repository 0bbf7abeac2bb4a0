export const texts = {
  "next.lead": "A few films from the vote, each for a reason.",
  "next.year": "What you’ve watched this year",
  "next.screen": "Show the vote on a big screen",
  "next.minutes": "How much time do you have tonight?",
  "next.unsaid": "I don’t know",
  "next.double": "A double bill should take about",

  "next.fits": "Fits tonight",
  "next.shortest": "The short one",
  "next.double_bill": "A double bill",
  "next.overdue": "It’s their turn",

  "next.why-leader": "It has the most votes and fits into {time}.",
  "next.why-fits": "Of the films that fit into {time}, it has the most votes.",
  "next.why-shortest": {
    one: "It’s the only film with votes. It takes {time}.",
    other: "It takes {time}: the shortest of the {count} films with the most votes.",
  },
  "next.why-exact": "Together they take {time}, just what you asked for.",
  "next.why-double": "Together they take {time}. You asked for about {wish}.",
  "next.why-never": {
    one: "The people who want it didn’t vote for the last film you watched.",
    other: "The people who want it didn’t vote for any of the last {count} films you watched.",
  },
  "next.why-overdue": {
    one: "The people who want it voted for the last film you watched, like everybody else.",
    other: "The people who want it voted for about {won} of the last {count} films you watched.",
  },

  "next.none": "Nothing has votes yet.",
  "next.none-next": "Once you’ve voted, you’ll get suggestions here.",
  "next.vote": "See the films",
};
