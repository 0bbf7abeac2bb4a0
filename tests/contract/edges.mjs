// Makes requests from the contract alone, at the edges of every schema of a parameter or body, and
// sends them to a demo (MARQUEE_TEST_URL): what the schema accepts must not be refused as malformed
// or invalid, and what it does not accept must be refused.
import { ask, tokens } from "./client.mjs";
import { exampleRequests, readContract } from "./contract.mjs";
import { createEdges } from "./edge_values.mjs";
import { finish, test } from "./report.mjs";

const contract = readContract();
const edges = createEdges(contract);
const token = tokens.admin;

/** What no schema can say: it depends on what the club knows. */
const excused = /^(easy_.*|password_needed|wrong_password|by_hand|itself|not_spoken)$/;
/** Only the server makes cursors, and it looks at no header of these. */
const isMade = ({ name, in: place }) => name === "cursor" || place === "header";

function isExcused(body) {
  const { errors = [] } = JSON.parse(body);
  return errors.length > 0 && errors.every(({ code }) => excused.test(code));
}

const shown = (value) => JSON.stringify(value).slice(0, 80);

async function accept(why, method, url, request) {
  const { status, body } = await ask(method, url, { token, ...request });
  const refused = [400, 413, 415, 500].includes(status) && !isExcused(body);
  test(why, refused ? [`${status} for what the schema accepts: ${body}`] : []);
}

async function refuse(why, method, url, request) {
  const { status } = await ask(method, url, { token, ...request });
  test(why, status < 400 || status >= 500 ? [`${status} for what the schema refuses`] : []);
}

async function tryBody(operation, url) {
  const content = contract.resolve(operation.requestBody)?.content["application/json"];
  if (!content) return;
  const { good, bad } = edges(content.schema);
  const why = (value) => `${operation.method} ${url} ${shown(value)}`;
  /* Whatever its version is: that of the body before is over. */
  const headers = { "if-match": "*" };
  for (const value of good)
    await accept(why(value), operation.method, url, { body: JSON.stringify(value), headers });
  for (const value of bad)
    await refuse(why(value), operation.method, url, { body: JSON.stringify(value), headers });
}

/** As text: a query and a path know no other type, so any number is a good text. */
function asText(values, { type }) {
  const plain = values.filter(
    (value) => typeof value === "string" || (typeof value === "number" && type !== "string"),
  );
  return [...new Set(plain.map(String))];
}

async function tryParameter(operation, parameter, example) {
  const { good, bad } = edges(parameter.schema);
  const { method, template } = operation;
  const schema = contract.resolve(parameter.schema);
  const accepted = asText(good, schema);
  const address = (text) => {
    const value = encodeURIComponent(text);
    if (parameter.in === "path") return template.replace(`{${parameter.name}}`, value);
    const base = example.url.split("?")[0];
    return `${base}?${parameter.name}=${value}`;
  };
  for (const text of accepted)
    await accept(`${method} ${address(text).slice(0, 100)}`, method, address(text), example);
  for (const text of asText(bad, schema).filter((one) => !accepted.includes(one)))
    await refuse(`${method} ${address(text).slice(0, 100)}`, method, address(text), example);
}

for (const operation of contract.operations) {
  const [{ url, body }] = [...exampleRequests(contract, operation), { url: operation.template }];
  if (url.includes("{")) continue;
  for (const parameter of operation.parameters.filter((one) => !isMade(one)))
    if (operation.template.split("{").length <= 2)
      await tryParameter(operation, parameter, { url, body });
  await tryBody(operation, url);
}

finish("contract-edges");
