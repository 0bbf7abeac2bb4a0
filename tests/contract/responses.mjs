// Holds answers of a server against openapi.yaml. Where the contract lets clients ignore what they
// do not know, this is stricter: a field that is not described is a finding.
import addFormats from "ajv-formats";
import Ajv from "ajv/dist/2020.js";
import { contractPath, readContract } from "./contract.mjs";

/**
 * Returns a function that takes `{method, path, status, headers, body}` and returns what is wrong
 * with it, a list of sentences that is empty for a good answer. `path` is what was asked for, with
 * or without a query; `headers` is a Headers object or a plain one; `body` is the text received.
 */
export function createValidator(openapiPath = contractPath) {
  const contract = readContract(openapiPath);
  const check = schemaChecker(contract.document);
  const routes = contract.operations.map((operation) => ({ operation, match: matcher(operation) }));
  routes.sort((a, b) => rank(a.operation) - rank(b.operation));

  return function validate({ method, path, status, headers, body = "" }) {
    const plain = new URL(path, "http://localhost").pathname;
    if (!plain.startsWith(`${contract.base}/`)) return [`${plain} is not in the contract`];
    const here = plain.slice(contract.base.length);
    const matching = routes.filter(({ match }) => match.test(here)).map((one) => one.operation);
    const exact = matching.filter(({ template }) => !template.includes("{"));
    const atPath = exact.length ? exact : matching;
    const wanted = method === "HEAD" ? "GET" : method;
    const operation = atPath.find((one) => one.method === wanted);
    const answer = { method, status, headers: new Headers(headers), body };
    if (operation) return describedErrors(contract, check, operation, answer);
    return undescribedErrors(check, atPath, answer);
  };
}

/** Templates with fewer variables win: /films/search before /films/{id}. */
const rank = ({ template }) => template.split("{").length;

function matcher({ template }) {
  const literal = (text) => text.replace(/[.*+?^$()|[\]\\]/g, "\\$&");
  const parts = template.split(/\{[^}]+\}/).map(literal);
  return new RegExp(`^${parts.join("[^/]+")}$`);
}

function describedErrors({ resolve }, check, operation, answer) {
  const response = resolve(operation.responses[answer.status]);
  if (!response) return [`status ${answer.status} is not described`];
  const errors = headerErrors(resolve, check, response, answer);
  if (answer.method === "HEAD") return [...errors, ...emptyErrors(answer)];
  if (!response.content) return [...errors, ...emptyErrors(answer)];
  const type = mediaType(answer);
  const media = response.content[type];
  if (!media) return [...errors, `content type ${type} is not described`];
  if (type === "text/event-stream")
    return [...errors, ...streamErrors(resolve, check, media.schema, answer)];
  return [...errors, ...bodyErrors(check, type, media.schema, answer)];
}

/** What the contract promises in words: 404 and 405 as problems, Allow, OPTIONS. */
function undescribedErrors(check, atPath, answer) {
  const errors = answer.headers.has("x-request-id") ? [] : ["no header X-Request-Id"];
  const expected = atPath.length === 0 ? 404 : answer.method === "OPTIONS" ? 204 : 405;
  if (answer.status !== expected) errors.push(`status ${answer.status} instead of ${expected}`);
  if (atPath.length) {
    const methods = atPath.flatMap((one) => (one.method === "GET" ? ["GET", "HEAD"] : one.method));
    const allowed = (answer.headers.get("allow") ?? "").split(/\s*,\s*/);
    for (const method of methods)
      if (!allowed.includes(method)) errors.push(`Allow lacks ${method}`);
  }
  if (expected === 204 || answer.method === "HEAD") return [...errors, ...emptyErrors(answer)];
  if (mediaType(answer) !== "application/problem+json") return [...errors, "not problem+json"];
  const problem = { $ref: "#/components/schemas/Problem" };
  return [...errors, ...bodyErrors(check, "application/problem+json", problem, answer)];
}

function headerErrors(resolve, check, response, { headers }) {
  return Object.entries(response.headers ?? {}).flatMap(([name, reference]) => {
    const { required, schema } = resolve(reference);
    const text = headers.get(name);
    if (text === null) return required ? [`no header ${name}`] : [];
    const value = resolve(schema).type === "integer" ? Number(text) : text;
    return check(schema, value).map((error) => `header ${name}: ${error}`);
  });
}

/** The `data` of each event is what the contract says of it. */
function streamErrors(resolve, check, schema, { body }) {
  const data = [...body.matchAll(/^data: (.*)$/gm)].map(([, text]) => JSON.parse(text));
  if (data.length === 0) return ["there is no event"];
  return data.flatMap((value) => check(resolve(schema).contentSchema, value));
}

function bodyErrors(check, type, schema, { status, body }) {
  if (!/json$/.test(type)) return body.length ? [] : ["the body is empty"];
  let value;
  try {
    value = JSON.parse(body);
  } catch (error) {
    return [`the body is not JSON: ${error.message}`];
  }
  const errors = check(schema, value);
  if (type === "application/problem+json" && value.status !== status)
    errors.push(`the problem's status is ${value.status}, the answer's ${status}`);
  return errors;
}

const emptyErrors = ({ body }) => (body.length ? ["there is a body"] : []);
const mediaType = ({ headers }) => (headers.get("content-type") ?? "none").split(";")[0].trim();

/** A function (schema, value) → sentences, for schemas that refer into the document. */
function schemaChecker(document) {
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats(ajv);
  Object.values(document.components.schemas).forEach(closeInner);
  ajv.addSchema({ components: document.components }, "contract");
  const compiled = new Map();
  const compile = (schema) => {
    const absolute = schema.$ref ? { $ref: `contract${schema.$ref}` } : schema;
    return ajv.compile({ ...absolute, unevaluatedProperties: false });
  };
  return function check(schema, value) {
    if (!compiled.has(schema)) compiled.set(schema, compile(schema));
    const validate = compiled.get(schema);
    if (validate(value)) return [];
    return validate.errors.map((error) => {
      const name = error.params.unevaluatedProperty ?? error.params.additionalProperty;
      return `${error.instancePath || "/"} ${error.message}${name ? `: ${name}` : ""}`;
    });
  };
}

/** Closes every object inside a schema, but not the schema itself, which others may extend. */
function closeInner(schema) {
  for (const inner of [...Object.values(schema.properties ?? {}), schema.items].filter(Boolean)) {
    closeInner(inner);
    inner.unevaluatedProperties = false;
  }
  for (const branch of [...(schema.allOf ?? []), ...(schema.oneOf ?? []), ...(schema.anyOf ?? [])])
    closeInner(branch);
}
