// Runs every example of the contract once against a fresh demo, in file order, deletes last, with
// the admin's token; before that every reading one as a visitor and with the reader's token.
// MARQUEE_TEST_URL is the server, e.g. http://127.0.0.1:8080.
import { ask, tokens } from "./client.mjs";
import { exampleRequests, isOpen, readContract, success } from "./contract.mjs";
import { finish, test } from "./report.mjs";
import { createValidator } from "./responses.mjs";

const contract = readContract();
const validate = createValidator();

/** What differs on every run, or with the client. */
const volatile =
  /_at$|^at$|^date$|^years$|^user_agent$|^next$|^request_id$|^secret$|^path$|^token$|^version$/;

/** A film of which nothing is known yet: at any moment, it may be. */
const isPending = (example) => example?.metadata?.state === "pending";

/** Where a value is not what the example says, as JSON pointers. */
function untruths(example, value, at = "") {
  if (isPending(example)) return [];
  if (Array.isArray(example) && Array.isArray(value) && example.length !== value.length)
    return [`${at} has ${value.length} items instead of ${example.length}`];
  if (example === null || typeof example !== "object") {
    if (example === value) return [];
    return [`${at} is ${JSON.stringify(value)} instead of ${JSON.stringify(example)}`];
  }
  return Object.keys(example)
    .filter((key) => !volatile.test(key))
    .flatMap((key) => untruths(example[key], value?.[key], `${at}/${key}`));
}

function documentedAnswer(operation, name) {
  const json = success(contract, operation, name).response.content?.["application/json"];
  return name ? contract.resolve(json?.examples?.[name])?.value : json?.example;
}

/** What a request can't do without, as the contract shows it. */
function neededHeaders({ parameters }) {
  const needed = parameters.filter((one) => one.in === "header" && one.required);
  return Object.fromEntries(needed.map(({ name, example }) => [name, example]));
}

async function runExample(operation, request, who, expected) {
  const { method } = operation;
  const headers = neededHeaders(operation);
  const answer = await ask(method, request.url, {
    token: tokens[who],
    body: request.body,
    headers,
  });
  const errors = validate(answer);
  if (answer.status !== expected) errors.unshift(`${answer.status} instead of ${expected}`);
  const example = documentedAnswer(operation, request.name);
  if (who === "admin" && example && errors.length === 0)
    errors.push(...untruths(example, JSON.parse(answer.body)));
  test(`${who} ${method} ${request.url}`, errors);
  return answer;
}

/** HEAD answers as GET does, without the body; an unchanged copy is a 304. */
async function runVariants(operation, request, answer, who) {
  const token = tokens[who];
  const head = await ask("HEAD", request.url, { token });
  const errors = validate(head);
  if (head.status !== answer.status) errors.push(`${head.status} instead of ${answer.status}`);
  test(`${who} HEAD ${request.url}`, errors);
  const etag = answer.headers.get("etag");
  if (!etag || !operation.responses["304"]) return;
  const again = await ask("GET", request.url, { token, headers: { "if-none-match": etag } });
  const kept = again.status === 304 ? [] : [`${again.status} instead of 304`];
  test(`${who} GET ${request.url} again`, kept);
}

/** Asks for the range of the contract's example, and for one that there is not. */
async function runParts({ responses }, { url }, who) {
  if (!responses["206"]) return;
  const { parameters, headers, examples } = contract.document.components;
  const askFor = (range) => ask("GET", url, { token: tokens[who], headers: { range } });
  const part = await askFor(parameters.Range.example);
  const told = part.headers.get("content-range");
  const errors = validate(part);
  if (part.status !== 206) errors.unshift(`${part.status} instead of 206`);
  if (told !== headers["Content-Range"].example) errors.push(`Content-Range is ${told}`);
  test(`${who} GET ${url} in part`, errors);
  const outside = await askFor("bytes=99999999-");
  const example = examples["range-not-satisfiable"].value;
  test(`${who} GET ${url} behind its end`, [
    ...validate(outside),
    ...untruths(example, JSON.parse(outside.body)),
  ]);
}

/** Reading is forbidden to members only where it is for admins; other rows only to who waits. */
function expectedOf(operation, who) {
  if (who === "visitor" && !isOpen(operation)) return 401;
  const isForAdmins = operation.responses["403"]?.$ref?.endsWith("/ForAdmins");
  return who === "reader" && isForAdmins ? 403 : 200;
}

const requests = contract.operations.flatMap((operation) =>
  exampleRequests(contract, operation).map((request) => ({ operation, request })),
);
/** Only whoever has uploaded a file sees what became of it. */
const isOfUpload = ({ template }) => template.startsWith("/imports/{id}");
const reading = requests.filter(
  ({ operation }) => operation.method === "GET" && !isOfUpload(operation),
);
const deleting = requests.filter(({ operation }) => operation.method === "DELETE");
const others = requests.filter(({ operation }) => operation.method !== "DELETE");

for (const who of ["visitor", "reader"])
  for (const { operation, request } of reading) {
    const expected = expectedOf(operation, who);
    await runVariants(operation, request, await runExample(operation, request, who, expected), who);
    await runParts(operation, request, who);
  }
for (const { operation, request } of [...others, ...deleting])
  await runExample(operation, request, "admin", success(contract, operation, request.name).status);

finish("contract-examples");
