import { svg } from "../../dom.js";

/** A line drawing for each area, smaller than those of picture.js. @type {Record<Area, string>} */
const SHAPES = {
  votes: "M3 7h18v3.2a1.8 1.8 0 0 0 0 3.6V17H3v-3.2a1.8 1.8 0 0 0 0-3.6z",
  proposals: "M4 5h16v14H4zM8 5v14M16 5v14M4 9.7h4M4 14.3h4M16 9.7h4M16 14.3h4",
  nights: "M20.5 14.2A8.5 8.5 0 0 1 9.8 3.5a8.5 8.5 0 1 0 10.7 10.7z",
  stars: "M12 3.5l2.6 5.3 5.9.9-4.3 4.1 1 5.8-5.2-2.7-5.2 2.7 1-5.8L3.5 9.7l5.9-.9z",
  members: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5c.6-3.6 3.6-5.5 7.5-5.5s6.9 1.9 7.5 5.5",
  access: "M8 15.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM11.5 12H21v4M17 12v3",
  settings: "M4 7h9m5 0h2M4 17h2m5 0h9M15.5 9.5v-5M8.5 19.5v-5",
};

/** What kind of thing happened, beside words that say it. @param {Area} area */
export const sign = (area) =>
  svg(
    "svg",
    { class: "icon deed-sign", viewBox: "0 0 24 24", "aria-hidden": "true" },
    svg("path", { d: SHAPES[area] ?? "" }),
  );
