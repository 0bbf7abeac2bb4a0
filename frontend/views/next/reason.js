import { runtime } from "../../format.js";
import { say } from "../../words/say.js";

/** A number that the server tells with each suggestion of its kind. @param {number | undefined} value */
const told = (value) => value ?? 0;

/** @type {{[Kind in Suggestion["kind"]]: (suggestion: Suggestion) => string}} */
const reasons = {
  fits: ({ reason: { minutes, place } }) =>
    say(place === 1 ? "next.why-leader" : "next.why-fits", { time: runtime(told(minutes)) }),
  shortest: ({ reason: { of }, proposals: [film] }) =>
    say("next.why-shortest", { count: told(of), time: runtime(film.runtime_minutes ?? 0) }),
  double_bill: ({ reason: { minutes, wish } }) =>
    say(minutes === wish ? "next.why-exact" : "next.why-double", {
      time: runtime(told(minutes)),
      wish: runtime(told(wish)),
    }),
  overdue: ({ reason: { won, of } }) =>
    say(won === 0 ? "next.why-never" : "next.why-overdue", {
      count: told(of),
      won: told(won),
    }),
};

/** Why, in a sentence. @param {Suggestion} suggestion */
export const reasonOf = (suggestion) => reasons[suggestion.kind](suggestion);
