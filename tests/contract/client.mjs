// Asks the demo that MARQUEE_TEST_URL names, and gives the answer the form that the validator takes.
import { readContract } from "./contract.mjs";

const { base } = readContract();

/** The demo's tokens, by who sends them; a visitor sends none. */
export const tokens = {
  admin: "mq_demo_admin",
  member: "mq_demo_member",
  reader: "mq_demo_reader",
  visitor: null,
};

/** A stream has no end: what it begins with, up to the end of its first event. */
async function readStream({ body }) {
  let text = "";
  for await (const bytes of body.pipeThrough(new TextDecoderStream())) {
    text += bytes;
    if (/^data: .*\n\n/m.test(text)) break;
  }
  return text;
}

/** `body` is sent as JSON, unless it is a string; `url` begins after `/api/v1`. */
export async function ask(method, url, { token, body, headers } = {}) {
  const path = base + url;
  const response = await fetch(process.env.MARQUEE_TEST_URL + path, {
    method,
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body && { "content-type": "application/json" }),
      ...headers,
    },
    body: typeof body === "object" ? JSON.stringify(body) : body,
  });
  const { status, headers: received } = response;
  const isStream = method !== "HEAD" && received.get("content-type") === "text/event-stream";
  const text = isStream ? await readStream(response) : await response.text();
  return { method, path, status, headers: received, body: text };
}
