/** A refusal as the server would send it, for a route to fulfil. */
export const problem = (status, slug, params = {}) => ({
  status,
  contentType: "application/problem+json",
  headers: { "X-Request-Id": "req-12345678" },
  body: JSON.stringify({
    type: `/api/v1/problems/${slug}`,
    code: slug,
    status,
    title: "Not this time",
    detail: "A test says so.",
    request_id: "req-12345678",
    params,
    errors: [],
  }),
});
