// What the big screen says: few words, so that they can be large enough to read across a room.
export const texts = {
  "screen.leads": "In the lead",
  "screen.level": { one: "{count} film is level", other: "{count} films are level" },
  "screen.first": "Who votes first?",
  "screen.votes": { one: "{number} vote", other: "{number} votes" },
  "screen.none": "No films are up yet.",
  "screen.none-next": "Propose the first one on your phone.",
  "screen.by": "Proposed by {name}",
  "screen.join": "Join and vote on your phone",
  "screen.vote": "Vote on your phone",
  "screen.code-join": "QR code to join the club, good for a day",
  "screen.code-vote": "QR code for the vote page",
  "screen.missing": "Still to vote",
  "screen.more": { one: "and {count} more", other: "and {count} more" },
  "screen.all-in": "Everybody has voted.",
  "screen.full": "Full screen",
  "screen.leave": "Leave the big screen",
};
