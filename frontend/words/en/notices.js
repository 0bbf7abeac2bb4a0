export const texts = {
  "notices.name": "About your proposals",
  "notices.away": "Got it",
  "notices.see": "See it",
  "notices.someone": "Someone",
  "notices.parted": "{mine} is up by itself again, with its own votes.",
  "notices.own": "You proposed {mine} under two ids. It’s one proposal now, with all its votes.",
  "notices.differs":
    "{mine} is the same film as {other}, which {who} proposed. It’s one proposal now, with the votes of both.",
  "notices.earlier":
    "{who} had already proposed {mine}. It’s one proposal now, with the votes of both.",
  "notices.later": "{who} proposed {mine} too. It’s one proposal now, with the votes of both.",
};
