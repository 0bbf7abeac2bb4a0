import { clock } from "../../format.js";
import { say } from "../../words/say.js";

/** @param {ProviderState} source */
export function lamp({ failures, paused_ms: paused }) {
  if (paused > 0) return "off";
  return failures > 0 ? "failing" : "well";
}

/** "14:32" @param {number} time @param {number} now */
const hour = (time, now) => clock(new Date(time).toISOString(), now).replace(/^(at|on) /, "");

/** @param {ProviderState} source @param {number} now */
export function sourceState(source, now) {
  const { failures, failing_ms: failing, paused_ms: paused, in_flight: flying, waiting } = source;
  const since = { failures: say("failures", { count: failures }), time: hour(now - failing, now) };
  const trouble = [
    paused > 0 && say("cache.paused", { time: hour(now + paused, now) }),
    failures > 0 && say("cache.in-a-row", since),
  ].filter(Boolean);
  if (trouble.length > 0) return trouble.join(", ");
  const under = [
    flying > 0 && say("cache.under-way", { count: flying }),
    waiting > 0 && say("cache.waiting", { count: waiting }),
  ];
  return [say("cache.working"), ...under].filter(Boolean).join(", ");
}

/** @param {FailingFilm | FailingPoster} film */
export const titleOfFailing = ({ title, imdb_id }) => title ?? imdb_id;
