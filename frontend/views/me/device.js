import { say } from "../../words/say.js";

const BROWSERS = /** @type {const} */ ([
  [/Edg\//, "Edge"],
  [/OPR\//, "Opera"],
  [/Firefox\/|FxiOS/, "Firefox"],
  [/Chrome\/|CriOS/, "Chrome"],
  [/Safari\//, "Safari"],
  [/^curl\//, "curl"],
]);
const SYSTEMS = /** @type {const} */ ([
  [/iPhone/, "iPhone"],
  [/iPad/, "iPad"],
  [/Android/, "Android"],
  [/Windows/, "Windows"],
  [/Mac OS X/, "Mac"],
  [/CrOS/, "Chromebook"],
  [/Linux/, "Linux"],
]);

/** "Chrome on Android", from a User-Agent header. @param {string | null} userAgent */
export function device(userAgent) {
  if (!userAgent) return say("me.unknown-device");
  const browser = BROWSERS.find(([sign]) => sign.test(userAgent))?.[1] ?? say("me.a-browser");
  const system = SYSTEMS.find(([sign]) => sign.test(userAgent))?.[1];
  return system ? say("me.device", { browser, system }) : browser;
}
