import { explain } from "../../errors.js";
import { at } from "../../root.js";
import { say } from "../../words/say.js";
import { elsewhere } from "../sign_in/elsewhere.js";

/** These pass by themselves. */
const PASSING = new Set([
  "offline",
  "unreachable",
  "internal",
  "busy",
  "too-many-attempts",
  "too-fast",
]);
const REASONS = ["used_up", "expired", "revoked", "paused"];

/** @returns {NonNullable<Message["action"]>} */
export const signInInstead = () => ({ label: say("way.sign-in"), href: at("/sign-in") });

/** @param {() => void} run @returns {NonNullable<Message["action"]>} */
export const tryAgain = (run) => ({ label: say("try-again"), run });

/** @param {ApiError} error @returns {Message} */
function over({ params }) {
  const key = /** @type {Key} */ (`over.${REASONS.includes(params.why) ? params.why : "revoked"}`);
  return { title: say(key), next: say(/** @type {Key} */ (`${key}-next`)) };
}

/**
 * Why a link opens nothing, and what to do next.
 * @param {ApiError} error
 * @param {() => void} again
 * @returns {Message}
 */
export function explainLink(error, again) {
  const message = error.slug === "invitation-over" ? over(error) : explain(error);
  return { ...message, action: wayOn(error, again) };
}

/** @param {ApiError} error @param {() => void} again @returns {Message["action"]} */
function wayOn({ slug }, again) {
  if (PASSING.has(slug)) return tryAgain(again);
  if (slug === "seats-full") return { label: say("door.me"), href: at("/me") };
  return slug === "deactivated" ? null : signInInstead();
}

/** Whether the link itself is what does not work. @param {ApiError} error */
export const isAboutLink = ({ slug }) => slug === "link-unknown" || slug === "invitation-over";

/**
 * Nobody comes in where the browser would throw the cookie away; the link works at the other address.
 * @param {Club} club
 * @param {string} secret
 * @returns {Message | null}
 */
export function notHere({ public_url }, secret) {
  const action = elsewhere(public_url, window)?.action;
  if (!action) return null;
  const href = secret ? `${action.href}#${secret}` : action.href;
  return {
    title: say("elsewhere.title"),
    next: say("way.elsewhere-next"),
    action: { ...action, href },
  };
}
