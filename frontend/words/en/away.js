export const texts = {
  "away.vote": "Your vote for {title} is kept here and will be sent later.",
  "away.unvote": "Your vote for {title} will be taken back later.",
  "away.stay": "Keep this page open until then.",
  "away.ticket": "{label}, not sent yet",
  "away.word": "Waiting",
  "away.sent": "Your vote for {title} has been sent.",
  "away.sent-all": {
    one: "Your vote for one film has been sent.",
    other: "Your votes for {count} films have been sent.",
  },
  "away.taken": "Your vote for {title} has been taken back.",
  "away.kept": {
    one: "One vote hasn’t been sent yet. It stays here until {name} signs in again.",
    other: "{count} votes haven’t been sent yet. They stay here until {name} signs in again.",
  },
  "away.dropped": {
    one: "One vote that hadn’t been sent is gone.",
    other: "{count} votes that hadn’t been sent are gone.",
  },
};
