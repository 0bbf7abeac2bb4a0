import { pathOf } from "../../root.js";
import { say } from "../../words/say.js";

/**
 * A club with an https address gives Secure cookies, which browsers keep nowhere else.
 * @param {string | null} publicUrl
 * @param {Pick<Window, 'isSecureContext' | 'location'>} window
 * @returns {Message | null} null: one can sign in here
 */
export function elsewhere(publicUrl, { isSecureContext, location }) {
  if (!publicUrl?.startsWith("https:") || isSecureContext) return null;
  const { host } = new URL(publicUrl);
  return {
    title: say("elsewhere.title"),
    next: say("elsewhere.next", { url: publicUrl }),
    action: { label: say("elsewhere.go", { host }), href: publicUrl + pathOf(location.pathname) },
  };
}
