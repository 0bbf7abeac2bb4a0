// The contract as Specmatic gets to see it: without what it cannot send, and without the freedom to
// invent what only the club knows. Everything left out here is asked by examples.mjs.

/** Changes a parsed contract in place. */
export function narrow(document) {
  const { paths, components } = document;
  const { schemas } = components;

  // It cannot send cookies, and takes a choice to send no credential for a rule that it can break:
  // so it asks with a token, wherever one counts.
  delete components.securitySchemes.cookie;
  for (const holder of [document, ...operations(paths)])
    holder.security = holder.security?.filter((scheme) => scheme.bearer);

  // A token has no session to end, and the demo's last admin cannot leave. Whom it removed would not be
  // there for others.
  delete paths["/members/{id}"].delete;
  delete paths["/sessions"].delete;
  delete paths["/members/me"].delete;

  // Only the server makes cursors and entity tags; invented ones are rightly refused or unknown. A
  // range that it invents is none, and a seat is nobody's.
  for (const operation of operations(paths)) {
    dropParameter(operation, ({ $ref }) => /Cursor|If-None-Match|Range|Marquee-Seat/.test($ref));
    for (const status of ["206", "304", "416"]) delete operation.responses[status];
    matchAny(operation);
  }

  // An id that it invents is rightly unknown.
  dropParameter(paths["/votes"].get, ({ name }) => name === "proposal_id");
  narrowRefresh(paths["/cache/refresh"].post, schemas);

  // Whether a film is up already, and which two can be joined, is known to those who put them up. What
  // was never told can be put away, too.
  const proposing = paths["/proposals"].post;
  delete proposing.requestBody.content["application/json"].examples.again;
  delete proposing.responses["200"];
  delete paths["/proposals/{id}/joins/{joined_id}"];
  delete paths["/members/me/notices/{id}"];
  narrowNights(paths, schemas);
  // It can't make a file that is a list of films, and without one there is no upload.
  for (const path of Object.keys(paths)) if (path.startsWith("/imports/")) delete paths[path];
  delete paths["/imports"].post;

  // It reads every answer to its end, and a stream has none.
  delete paths["/events"];

  narrowSigningIn(paths["/sessions"].post, schemas);

  narrowPosters(paths, components.parameters);

  // The demo's lists have one part.
  components.parameters.SheetPart.schema = { type: "integer", enum: [1] };

  // It does not know the password that a new one needs.
  schemas.MeChange.required = ["name"];
  delete schemas.MeChange.properties.password;
  delete schemas.MeChange.properties.current_password;
  delete schemas.MeChange.properties.end_tokens;

  // Nor does it know the names of time zones.
  schemas.TimeZone = { type: "string", enum: ["Europe/Berlin"] };

  narrowTexts(schemas);

  // It tries every file with every type.
  const file = paths["/docs/{file}"].get;
  parameter(file, "file").schema.enum = ["init.js", "swagger-ui-bundle.js"];
  delete file.responses["200"].content["text/css"];

  return document;
}

/** Only posters that are kept can be had, in the widths that are; it tries each with every type. */
function narrowPosters(paths, { PosterId }) {
  const { get } = paths["/posters/{poster_id}/{width}"];
  PosterId.schema = { type: "string", enum: [PosterId.examples.metropolis.value] };
  parameter(get, "width").schema = { type: "integer", enum: [500] };
  delete get.responses["200"].content["image/avif"];
}

/**
 * Which film can be settled on, which was watched, who had proposed it, and whether stars were taken
 * back: only the club knows.
 */
function narrowNights(paths, schemas) {
  paths["/tonight"] = { get: paths["/tonight"].get };
  delete paths["/tonight/{id}"];
  paths["/screenings"] = { get: paths["/screenings"].get };
  delete schemas.ScreeningChange.properties.proposer_id;
  schemas.ScreeningChange.required = ["note"];
  schemas.SentDate = { type: ["string", "null"], enum: ["2024-02-29", null] };
  delete paths["/screenings/{id}/rating/restore"];
}

function narrowRefresh({ requestBody, responses }, schemas) {
  delete schemas.CacheRefresh.properties.film_id;
  delete requestBody.content["application/json"].examples.film;
  delete responses["202"].content["application/json"].examples.film;
}

/** Only a member's name signs in. */
function narrowSigningIn({ requestBody, responses }, schemas) {
  schemas.Credentials = { $ref: "#/components/schemas/NameAndPassword" };
  schemas.NameAndPassword.properties.name = { type: "string", enum: ["admin"] };
  delete requestBody.content["application/json"].examples.own_link;
  delete responses["201"].content["application/json"].examples.own_link;
}

function narrowTexts(schemas) {
  // The shortest title that it invents may be "M", which is up already.
  delete schemas.ProposalByHand.properties.unless_up;

  dropPatterns(schemas);
  // Only what the page speaks can be chosen.
  schemas.PageLanguageTag = { type: "string", enum: ["en", "pl"] };
}

/** Whatever the version is by then. Its examples have to name a header each. */
function matchAny(operation) {
  const at = operation.parameters?.findIndex(({ $ref }) => $ref?.endsWith("/If-Match")) ?? -1;
  if (at < 0) return;
  const bodies = operation.requestBody?.content["application/json"].examples ?? {};
  const examples = Object.keys(bodies).map((name) => [name, { value: "*" }]);
  operation.parameters[at] = {
    name: "If-Match",
    in: "header",
    required: true,
    schema: { type: "string", enum: ["*"] },
    examples: Object.fromEntries(examples),
  };
}

/**
 * Texts that are visible are beyond its patterns, and it would never be done with making up the secrets
 * that there may be; edges.mjs tries those.
 */
function dropPatterns(node) {
  if (node === null || typeof node !== "object") return;
  if (/\\[xu]|\{43\}/.test(node.pattern ?? "")) delete node.pattern;
  Object.values(node).forEach(dropPatterns);
}

const operations = (paths) => Object.values(paths).flatMap((path) => Object.values(path));

const parameter = (operation, name) => operation.parameters.find((one) => one.name === name);

function dropParameter(operation, matches) {
  operation.parameters = operation.parameters?.filter((one) => !matches(one));
}
