/**
 * A fetch() that answers from a script: every request waits in `asked` until the test answers it.
 */
export function scriptedFetch() {
  const asked = [];
  globalThis.navigator ??= { onLine: true };
  Object.defineProperty(globalThis.navigator, "onLine", { value: true, configurable: true });
  globalThis.fetch = (url, { method, headers, body, signal }) =>
    new Promise((resolve, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason));
      asked.push({
        path: url.replace("/api/v1", ""),
        method,
        headers,
        body: body && JSON.parse(body),
        answer: (status, value, extra = {}) => resolve(response(status, value, extra)),
        fail: () => reject(new TypeError("network")),
      });
    });
  return asked;
}

function response(status, value, headers) {
  const type = status >= 400 ? "application/problem+json" : "application/json";
  const body = value === undefined ? null : JSON.stringify(value);
  return new Response(body, { status, headers: { "Content-Type": type, ...headers } });
}

/** A problem document. */
export const problem = (slug, status, rest = {}) => ({
  type: `/api/v1/problems/${slug}`,
  code: slug,
  status,
  title: slug,
  detail: `${slug}.`,
  request_id: "r-1",
  params: {},
  errors: [],
  ...rest,
});

/** Lets everything run that waits for nothing but its turn. */
export const turns = () => new Promise((resolve) => setImmediate(resolve));
