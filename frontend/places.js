// DESIGN: one row for each place of the page. The router, the ways through the page, its titles and
// what it loads are all made of these rows, and so are the addresses at which the server (http/page/site.c)
// answers with the page: it reads each `path: "…"` below. A row has:
//
//   name   what the rest of the page calls it
//   path   its address; `{id}` stands for a number; null where something else decides
//   title  the text that stands in the window's title before the club's name; null: the film's, or none
//   who    may see it: "visitor", "member" or "admin"
//   as     a "room" fills the page, a "sheet" lies over the vote page, or the room that `over` names
//   style  stylesheets that it needs besides those that all of them have (frame/later.js)
//   words  the parts of its language that it needs besides those of the vote page and of forms
//   load   brings its program; null: it is there from the start
//   link   true: a link with a secret in its fragment opens it, also in a club that is closed

/** @type {readonly Place[]} */
export const places = [
  {
    name: "vote",
    path: "/",
    title: null,
    who: "visitor",
    as: "room",
    style: [],
    words: [],
    load: null,
  },
  {
    name: "film",
    path: "/proposals/{id}",
    title: null,
    who: "visitor",
    as: "sheet",
    style: ["/styles/stars.css", "/views/film/style.css"],
    words: ["film"],
    load: () => import("./views/film/view.js"),
  },
  {
    name: "watched",
    path: "/watched",
    title: "title.watched",
    who: "visitor",
    as: "room",
    style: ["/styles/stars.css", "/styles/list.css", "/views/watched/style.css"],
    words: ["club", "watched"],
    load: () => import("./views/watched/view.js"),
  },
  {
    name: "screening",
    path: "/screenings/{id}",
    title: "title.watched",
    who: "visitor",
    as: "sheet",
    over: "watched",
    style: ["/styles/stars.css", "/views/film/style.css", "/views/screening/style.css"],
    words: ["activity", "club", "film", "watched"],
    load: () => import("./views/screening/view.js"),
  },
  {
    name: "record",
    path: "/watched/add",
    title: "title.record",
    who: "admin",
    as: "sheet",
    over: "watched",
    style: ["/views/propose/style.css", "/views/record/style.css"],
    words: ["activity", "propose", "film", "watched"],
    load: () => import("./views/record/view.js"),
  },
  {
    name: "tonight",
    path: "/tonight",
    title: "tonight",
    who: "admin",
    as: "sheet",
    style: ["/views/tonight/sheet.css"],
    words: ["tonight"],
    load: () => import("./views/tonight/sheet.js"),
  },
  {
    name: "propose",
    path: "/propose",
    title: "title.propose",
    who: "member",
    as: "sheet",
    style: ["/views/propose/style.css"],
    words: ["propose", "film"],
    load: () => import("./views/propose/view.js"),
  },
  {
    name: "sign-in",
    path: "/sign-in",
    title: "title.sign-in",
    who: "visitor",
    as: "sheet",
    style: ["/views/sign_in/style.css"],
    words: ["sign-in"],
    load: () => import("./views/sign_in/view.js"),
  },
  {
    name: "door",
    path: null,
    title: null,
    who: "visitor",
    as: "room",
    style: ["/views/sign_in/style.css"],
    words: ["sign-in"],
    load: () => import("./views/sign_in/door.js"),
  },
  {
    name: "next",
    path: "/next",
    title: "title.next",
    who: "visitor",
    as: "room",
    style: ["/styles/panel.css", "/views/next/style.css"],
    words: ["next"],
    load: () => import("./views/next/view.js"),
  },
  {
    name: "year",
    path: "/years/{id}",
    title: "title.year",
    who: "visitor",
    as: "room",
    style: ["/styles/panel.css", "/views/year/style.css"],
    words: ["year"],
    load: () => import("./views/year/view.js"),
  },
  {
    name: "me",
    path: "/me",
    title: "title.me",
    who: "member",
    as: "room",
    style: ["/styles/panel.css", "/styles/link.css", "/views/me/style.css"],
    words: ["me", "links"],
    load: () => import("./views/me/view.js"),
  },
  {
    name: "club",
    path: "/club",
    title: "title.club",
    who: "admin",
    as: "room",
    style: [
      "/styles/panel.css",
      "/styles/club.css",
      "/styles/link.css",
      "/styles/list.css",
      "/views/club/members.css",
    ],
    words: ["club", "members", "links"],
    load: () => import("./views/club/members.js"),
  },
  {
    name: "invitations",
    path: "/club/invitations",
    title: "title.invitations",
    who: "admin",
    as: "room",
    style: [
      "/styles/panel.css",
      "/styles/club.css",
      "/styles/link.css",
      "/styles/list.css",
      "/views/club/invitations.css",
    ],
    words: ["club", "invitations", "links"],
    load: () => import("./views/club/invitations.js"),
  },
  {
    name: "settings",
    path: "/club/settings",
    title: "title.settings",
    who: "admin",
    as: "room",
    style: ["/styles/panel.css", "/styles/club.css", "/views/club/settings.css"],
    words: ["club", "settings"],
    load: () => import("./views/club/settings.js"),
  },
  {
    name: "activity",
    path: "/activity",
    title: "title.activity",
    who: "member",
    as: "room",
    style: [
      "/styles/panel.css",
      "/styles/club.css",
      "/styles/list.css",
      "/views/activity/style.css",
    ],
    words: ["club", "activity", "me"],
    load: () => import("./views/activity/view.js"),
  },
  {
    name: "cache",
    path: "/cache",
    title: "title.cache",
    who: "admin",
    as: "room",
    style: ["/styles/panel.css", "/styles/club.css", "/views/cache/style.css"],
    words: ["club", "cache", "film"],
    load: () => import("./views/cache/view.js"),
  },
  {
    name: "join",
    path: "/join",
    title: "title.join",
    who: "visitor",
    as: "room",
    style: ["/views/ways_in/style.css", "/styles/link.css"],
    words: ["ways-in", "sign-in", "links"],
    load: () => import("./views/ways_in/join.js"),
    link: true,
  },
  {
    name: "enter",
    path: "/enter",
    title: "title.sign-in",
    who: "visitor",
    as: "room",
    style: ["/views/ways_in/style.css"],
    words: ["ways-in", "sign-in"],
    load: () => import("./views/ways_in/enter.js"),
    link: true,
  },
  {
    name: "setup",
    path: "/setup",
    title: "title.setup",
    who: "visitor",
    as: "room",
    style: ["/views/ways_in/style.css", "/styles/link.css"],
    words: ["ways-in", "sign-in", "links"],
    load: () => import("./views/ways_in/setup.js"),
    link: true,
  },
  {
    name: "lost",
    path: null,
    title: "title.lost",
    who: "visitor",
    as: "room",
    style: [],
    words: ["lost"],
    load: () => import("./views/lost/view.js"),
  },
];

/** @param {Place["name"]} name @returns {Place} */
export const placeOf = (name) => /** @type {Place} */ (places.find((place) => place.name === name));

/** Whether the vote page is seen there, or lies under a sheet. @param {Route} route */
export function isOnVotePage({ name }) {
  const { as, over } = placeOf(name);
  return name === "vote" || (as === "sheet" && !over);
}

/** Whether the list is out of sight there. @param {Route} route */
export const isElsewhere = ({ name }) => name !== "vote" && placeOf(name).as === "room";
