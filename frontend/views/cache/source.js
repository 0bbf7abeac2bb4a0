import { date, daysApart, hourOf } from "../../times.js";
import { say } from "../../words/say.js";

/** @param {ProviderState} source */
export function lamp({ failures, paused_ms: paused }) {
  if (paused > 0) return "off";
  return failures > 0 ? "failing" : "well";
}

/** "14:32", with the day when it is not this one. @param {number} time @param {number} now */
function moment(time, now) {
  const iso = new Date(time).toISOString();
  return daysApart(time, now) === 0
    ? hourOf(iso)
    : say("cache.moment", { date: date(iso, now), time: hourOf(iso) });
}

/** @param {ProviderState} source @param {number} now */
export function sourceState(source, now) {
  const { failures, failing_ms: failing, paused_ms: paused, in_flight: flying, waiting } = source;
  const since = {
    failures: say("failures", { count: failures }),
    time: moment(now - failing, now),
  };
  const trouble = [
    paused > 0 && say("cache.paused", { time: moment(now + paused, now) }),
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
