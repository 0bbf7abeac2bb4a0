import { elt } from "../../dom.js";
import { grouped } from "../../telling.js";
import { say } from "../../words/say.js";

/** @param {number | string} number @param {string} word */
const createSum = (number, word) =>
  elt("div", { class: "year-sum" }, elt("dt", {}, word), elt("dd", {}, String(number)));

/** Films, hours and ratings as three big numbers. @param {ClubYear} year */
export function createSums({ films, minutes, rated }) {
  const hours = Math.round(minutes / 60);
  return elt(
    "dl",
    { class: "year-sums" },
    createSum(grouped(films), say("year.sum-films", { count: films })),
    createSum(grouped(hours), say("year.sum-hours", { count: hours })),
    createSum(grouped(rated), say("year.sum-rated")),
  );
}
