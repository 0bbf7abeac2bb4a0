// Every refusal that the contract promises of every operation, against a demo (MARQUEE_TEST_URL).
// Only what is about the film that nobody knows may succeed; it is withdrawn again.
import { ask, tokens } from "./client.mjs";
import { exampleRequests, isOpen, readContract } from "./contract.mjs";
import { finish, test } from "./report.mjs";
import { createValidator } from "./responses.mjs";

const contract = readContract();
const validate = createValidator();
const methods = ["GET", "PUT", "POST", "PATCH", "DELETE"];
const { admin, reader } = tokens;

/** Asks, and holds the answer against the status and kind of problem that it must be. */
async function refuse(why, method, url, request, status, slug) {
  const answer = await ask(method, url, request);
  const errors = validate(answer);
  if (answer.status !== status) errors.unshift(`${answer.status} instead of ${status}`);
  else if (slug && !answer.body.includes(`/problems/${slug}"`))
    errors.push(`not ${slug}: ${answer.body}`);
  test(`${method} ${url} ${why}`, errors);
}

/** A session of the demo's member, as a Cookie header. */
async function signIn() {
  const body = { name: "ada", password: "film night demo" };
  const answer = await ask("POST", "/sessions", { body });
  return answer.headers.getSetCookie().at(-1).split(";")[0];
}

async function refuseCredentials(operation) {
  const { method, security, url, body, cookie } = operation;
  if (security.length === 0) return;
  const ask401 = (why, request) =>
    refuse(why, method, url, { body, ...request }, 401, "unauthenticated");
  await ask401("with a wrong token", { token: "mq_wrong" });
  await ask401("with a wrong cookie", { headers: { cookie: `${cookie.split("=")[0]}=wrong` } });
  if (!isOpen(operation)) await ask401("without a credential", {});
}

async function refuseWrite({ method, security, url, body, cookie }) {
  if (method === "GET") return;
  const elsewhere = { body, headers: { cookie, "sec-fetch-site": "cross-site" } };
  await refuse("from another site", method, url, elsewhere, 403, "cross-site-request");
  if (security.length === 0) return;
  const asReader = { body, token: reader };
  await refuse("with a token that may only read", method, url, asReader, 403, "read-only-token");
}

async function refuseQuery({ method, url, body }) {
  const more = `${url}${url.includes("?") ? "&" : "?"}surprise=1`;
  const request = { token: admin, body };
  await refuse("", method, more, request, 400, "invalid-request");
}

async function refuseBody({ method, url, requestBody, body }) {
  if (!requestBody?.content["application/json"]) return;
  const send = (why, sent, status, slug) =>
    refuse(why, method, url, { token: admin, ...sent }, status, slug);
  const plain = { body: JSON.stringify(body), headers: { "content-type": "text/plain" } };
  await send("as text", plain, 415, "unsupported-media-type");
  await send("with broken JSON", { body: '{"' }, 400, "malformed-request");
  await send("with a list", { body: [] }, 400, "malformed-request");
  await send("with an unknown field", { body: { ...body, surprise: 1 } }, 400, "invalid-request");
  await send("with a huge body", { body: " ".repeat(70_000) }, 413, "body-too-large");
}

async function refusePath({ method, template, url, body }) {
  if (!template.includes("{")) return;
  const variable = /\{[^}]+\}/g;
  for (const value of ["0", "01", "-1", "1e3", "x", "9".repeat(19)])
    await refuse("", method, template.replace(variable, value), { token: admin, body }, 404);
  const broken = template.replace(variable, "%00");
  await refuse("", method, broken, { token: admin, body }, 400, "malformed-request");
  await refuse("with more", method, `${url.split("?")[0]}/more/`, { token: admin, body }, 404);
}

async function refuseMethods(template, operations) {
  const { url } = operations[0];
  const token = admin;
  for (const method of methods.filter((one) => !operations.some((has) => has.method === one)))
    await refuse("", method, url, { token }, 405, "method-not-allowed");
  test(`OPTIONS ${template}`, validate(await ask("OPTIONS", url, { token })));
}

async function succeed(why, method, url, request, status) {
  const answer = await ask(method, url, { token: admin, ...request });
  const errors = validate(answer);
  if (answer.status !== status) errors.unshift(`${answer.status} instead of ${status}`);
  test(`${method} ${url} ${why}`, errors);
  return answer.body && JSON.parse(answer.body);
}

/** A film of which nothing is known is read, voted for and refused as any other. */
async function refuseBareFilm() {
  const why = "with a film that nobody knows";
  const body = { imdb_id: "tt99999998" };
  const { id, film } = await succeed(why, "POST", "/proposals", { body }, 201);
  const known = film.title ?? film.metadata.provider ?? film.metadata.cached_at;
  test(`proposal ${id} ${why}`, known === null ? [] : [`${known} is known of it`]);
  const here = `/proposals/${id}`;
  for (const url of [here, "/proposals?sort=newest&limit=1", `/films/${film.id}`])
    await succeed(why, "GET", url, {}, 200);
  await succeed(why, "GET", `/films/search?q=${body.imdb_id}`, {}, 200);
  await succeed(why, "PUT", `/votes/${id}`, {}, 200);
  const again = { token: admin, body };
  await refuse(why, "POST", "/proposals", again, 409, "already-open");
  await refuse(why, "PATCH", here, again, 409, "already-linked");
  await succeed(why, "DELETE", here, {}, 204);
  await refuse(why, "PUT", `/votes/${id}`, { token: admin }, 409, "proposal-not-open");
}

const cookie = await signIn();
const paths = new Map();
for (const operation of contract.operations) {
  const [example] = exampleRequests(contract, operation);
  const asked = { ...operation, cookie, url: example?.url ?? operation.template };
  asked.body = example?.body;
  paths.set(operation.template, [...(paths.get(operation.template) ?? []), asked]);
  await refuseCredentials(asked);
  await refuseWrite(asked);
  await refuseQuery(asked);
  await refuseBody(asked);
  await refusePath(asked);
}
for (const [template, operations] of paths) await refuseMethods(template, operations);
await refuseBareFilm();

finish("contract-refusals");
