// Reads openapi.yaml: its operations in file order, and the requests that their examples make.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";

export const contractPath = fileURLToPath(new URL("../../openapi.yaml", import.meta.url));
const methods = ["get", "head", "options", "put", "post", "patch", "delete"];

/** The document, its operations, and `resolve`, which follows a reference to what it names. */
export function readContract(path = contractPath) {
  const document = parse(readFileSync(path, "utf8"));
  const resolve = (node) => {
    if (!node?.$ref) return node;
    const keys = node.$ref.slice(2).split("/");
    return resolve(keys.reduce((at, key) => at[key], document));
  };
  const operations = Object.entries(document.paths).flatMap(([template, item]) =>
    Object.keys(item)
      .filter((key) => methods.includes(key))
      .map((method) => ({
        method: method.toUpperCase(),
        template,
        ...item[method],
        parameters: (item[method].parameters ?? []).map(resolve),
        security: item[method].security ?? document.security,
      })),
  );
  return { document, operations, resolve, base: document.servers[0].url };
}

/**
 * The requests that an operation's examples describe, one for each example's name. An operation
 * that needs neither parameters nor a body is its own example, unless it deletes.
 */
export function exampleRequests({ resolve }, operation) {
  const content = bodyOf(resolve(operation.requestBody));
  const bodies = content?.examples ?? {};
  const names = new Set([
    ...operation.parameters.flatMap(({ examples }) => Object.keys(examples ?? {})),
    ...Object.keys(bodies),
  ]);
  const bare = !content && operation.method !== "DELETE";
  if (names.size === 0 && bare && !operation.parameters.some(({ required }) => required))
    return [{ name: null, url: operation.template }];
  return [...names].map((name) => ({
    name,
    url: exampleUrl(operation, name),
    body: content && resolve(bodies[name]).value,
  }));
}

/** What is sent is JSON, or a file of any type. */
function bodyOf(body) {
  return body?.content["application/json"] ?? body?.content["*/*"];
}

function exampleUrl({ template, parameters }, name) {
  const given = parameters.filter(({ examples }) => examples?.[name]);
  const value = (parameter) => encodeURIComponent(parameter.examples[name].value);
  const path = given
    .filter((parameter) => parameter.in === "path")
    .reduce((url, parameter) => url.replace(`{${parameter.name}}`, value(parameter)), template);
  const query = given
    .filter((parameter) => parameter.in === "query")
    .map((parameter) => `${parameter.name}=${value(parameter)}`);
  return query.length ? `${path}?${query.join("&")}` : path;
}

/**
 * The answer with which an operation succeeds: its status and what is said about it. Where there are
 * several, the one that has an example of this name.
 */
export function success({ resolve }, { responses }, name) {
  const all = Object.entries(responses)
    .filter(([key]) => key.startsWith("2"))
    .map(([status, response]) => ({ status: Number(status), response: resolve(response) }));
  const hasExample = ({ response }) =>
    Object.values(response.content ?? {}).some(({ examples }) => examples && name in examples);
  return (name && all.find(hasExample)) || all[0];
}

/** Whether visitors may, where the club lets them read: no scheme, or an empty one among them. */
export function isOpen({ security }) {
  return security.length === 0 || security.some((scheme) => Object.keys(scheme).length === 0);
}
