export const texts = {
  "settings.lead": "What you save here applies at once, for everybody.",
  "settings.name": "The club’s name",
  "settings.no-name": "A club needs a name.",
  "settings.signup": "Who can join?",
  "settings.reading": "Who can look at the films?",
  "settings.limit": "Films per member",
  "settings.limit-hint":
    "How many films each member can have up at once. You can give a member a different limit.",
  "settings.limit-wrong": "Enter a whole number from 0 to 1000.",
  "settings.language": "The club’s language",
  "settings.language-hint":
    "Language and country, like en-US or de-DE. The page speaks it to whoever has chosen no other.",
  "settings.spoken": "TMDB has titles and plots in {language}. Other sources have them in English.",
  "settings.zone": "Time zone",
  "settings.zone-hint":
    "Where you meet, like Europe/Berlin. A film that ends after midnight counts for the evening before.",
  "settings.clock": "It’s {time} there now.",
  "settings.missing": "Who hasn’t voted yet?",
  "settings.save": "Save",
  "settings.saved": "Saved.",
  "settings.same": "You haven’t changed anything.",
  "settings.defaults": "Use the defaults",
  "settings.defaults-question":
    "Put everything but the name back to how it is in a new club? This applies at once.",
  "settings.defaults-yes": "Yes, use the defaults",
  "settings.defaults-done": "Everything but the name is back to how it is in a new club.",
  "settings.by-host": "Whoever hosts the club has set this, so you can’t change it here.",
  "settings.conflict":
    "Someone else has just changed the settings. Theirs are shown here now. Your changes are still here, but not saved. Check them, then save again.",

  "signup.invite": "With an invitation",
  "signup.invite-note": "Whoever has an invitation link can join.",
  "signup.open": "Anybody",
  "signup.open-note":
    "Whoever opens the page can sign up. They vote once an admin has let them in.",
  "signup.closed": "Nobody",
  "signup.closed-note": "Invitations are paused, too.",
  "reading.members": "Members only",
  "reading.members-note": "Others see only the sign-in page.",
  "reading.public": "Anybody",
  "reading.public-note": "Visitors see films and how many votes they have, but not who voted.",
  "missing.hidden": "Not shown",
  "missing.hidden-note": "Everybody votes in their own time.",
  "missing.members": "Shown to members",
  "missing.members-note": "The big screen shows the names of everybody who hasn’t voted yet.",

  "field.proposal_limit": "The limit",
  "field.language": "The language",
  "field.time_zone": "The time zone",
};
