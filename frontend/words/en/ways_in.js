// Where somebody comes in by a link, or signs up.
export const texts = {
  "way.sign-in": "Sign in",
  "way.films": "See the films",
  "way.elsewhere-next": "Your link works at the club’s other address.",

  "join.title": "You’re invited",
  "join.title-open": "Come on in",
  "join.by": "{who} invites you to {club}. Vote with us on what we watch next.",
  "join.to": "Join {club}, and vote with us on what we watch next.",
  "join.open": "Join {club}. You can vote once an admin has let you in.",
  "join.name": "Your name",
  "join.hint": "Your friends see it next to your votes.",
  "join.join": "Join",
  "join.been-here": "Been here before? Open your own link, or {link}.",
  "join.sign-in": "sign in",
  "join.no-name": "Enter your name.",
  "join.taken":
    "Someone here already has that name. Is that you? Open your own link, sign in, or ask an admin for a new link. If it’s not you, pick another name.",
  "join.spoken": "Welcome, {name}. Vote for what you’d like to watch.",
  "join.in": "You’re already in, {name}",
  "join.another": "Someone else is joining here",
  "join.full":
    "Five people are signed in here. If someone else wants to join, one of you has to sign out first.",
  "join.no-link": "You need an invitation to join.",
  "join.no-link-next":
    "Open the invitation link that you were sent. If you don’t have one, ask someone in the club.",
  "join.closed-next": "Ask someone in the club when you can join.",

  "over.used_up": "This invitation is used up.",
  "over.used_up-next": "Everyone it was meant for has joined. Ask whoever sent it for another one.",
  "over.expired": "This invitation has ended.",
  "over.expired-next": "Ask whoever sent it for a new one.",
  "over.revoked": "This invitation no longer works.",
  "over.revoked-next": "It was revoked. Ask whoever sent it for a new one.",
  "over.paused": "The club isn’t taking new members right now.",
  "over.paused-next": "Keep this link and try it again later, or ask whoever sent it.",

  "kept.waiting": "Almost there, {name}",
  "kept.waiting-next": "An admin still has to let you in. Then you can vote.",
  "kept.let-in": "You’re in, {name}",
  "kept.let-in-next": "Now vote for what you’d like to watch.",
  "kept.unkept": "Your browser didn’t keep you signed in",
  "kept.unkept-next":
    "You’ve joined the club. Allow cookies for this site, then open your own link.",
  "own.note": "Keep this link. It lets you back in, on this phone or another one.",

  "setup.title": "Open your film club",
  "setup.lead": "Three things, then you can invite your friends.",
  "setup.club": "The club’s name",
  "setup.club-hint": "Something like Friday Film Club.",
  "setup.password-hint": "At least 12 characters. A whole sentence is fine.",
  "setup.open": "Open the club",
  "setup.no-club": "Give the club a name.",
  "setup.short": "Make it at least 12 characters long.",
  "setup.no-link": "To set up the club, open the set-up link.",
  "setup.where":
    "The server printed it when it started. You can see it again with the command marquee setup.",
  "setup.dead": "This set-up link no longer works.",
  "setup.dead-next":
    "The server makes a new one each time it starts. You can see it with the command marquee setup.",
  "setup.already": "This club is already set up.",
  "setup.already-in": "You’re in. Have fun!",
  "setup.already-next": "If it’s yours, sign in. If not, ask for an invitation.",
  "friends.title": "{club} is open",
  "friends.invite": "Invite your friends",
  "friends.lead": "Whoever opens this link picks a name and can vote. They don’t need a password.",
  "friends.films": "Propose the first film",

  "enter.title": "Welcome back",
  "enter.admin": "You’re an admin, so enter your password too.",
  "enter.beside":
    "{name} is signed in here already. If this link is someone else’s, you can both use this browser.",
  "enter.open": "Sign in as well",
  "enter.welcome": "Welcome back, {name}.",
  "enter.wrong-password": "That isn’t your password. Capital letters matter.",
  "enter.no-link": "Open your own link again.",
  "enter.no-link-next": "This page needs the whole link. You can also sign in with your password.",
};
