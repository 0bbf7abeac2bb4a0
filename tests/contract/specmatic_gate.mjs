// Stands between Specmatic and the demo. It holds every answer against the contract, headers and
// undescribed fields too. From `withdrawProposals` on it withdraws each new proposal at once, and at
// first those made so far: then no film is found open, and nobody's limit is reached.
import { createServer } from "node:http";
import { createValidator } from "./responses.mjs";

const ofTheConnection = ["connection", "content-length", "host", "transfer-encoding"];
const decoded = ["content-encoding", ...ofTheConnection];

const without = (headers, names) =>
  Object.fromEntries([...headers].filter(([name]) => !names.includes(name)));

/** Starts a server on a free port of loopback. */
async function listen(answer, findings) {
  const server = createServer((request, reply) => {
    answer(request, reply).catch((error) => {
      findings.push(`${request.method} ${request.url}: ${error.cause ?? error}`);
      reply.destroy();
    });
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

/** Listens on a free port; `findings` and `checked` grow while requests pass. */
export async function openGate(target) {
  const validate = createValidator();
  const gate = { findings: [], checked: 0 };
  const proposed = [];
  let withdrawing = false;

  async function pass(request, reply) {
    const { method, url: path } = request;
    const headers = without(Object.entries(request.headers), ofTheConnection);
    const body = Buffer.concat(await request.toArray());
    const response = await fetch(target + path, { method, headers, ...(body.length && { body }) });
    const received = Buffer.from(await response.arrayBuffer());
    const { status } = response;
    const answer = { method, path, status, headers: response.headers, body: received.toString() };
    for (const error of validate(answer))
      gate.findings.push(`${method} ${path} ${status}: ${error}`);
    gate.checked += 1;
    if (method === "POST" && path.endsWith("/proposals") && status === 201)
      proposed.push({ location: response.headers.get("location"), headers });
    if (withdrawing) await withdrawAll();
    reply.writeHead(status, without(response.headers, decoded));
    reply.end(received);
  }

  async function withdrawAll() {
    for (const { location, headers } of proposed.splice(0)) {
      const { status } = await fetch(target + location, {
        method: "DELETE",
        headers: { authorization: headers.authorization },
      });
      if (status !== 204) gate.findings.push(`DELETE ${location} ${status}: not withdrawn`);
    }
  }

  const server = await listen(pass, gate.findings);
  gate.url = `http://127.0.0.1:${server.address().port}`;
  gate.withdrawProposals = () => {
    withdrawing = true;
    return withdrawAll();
  };
  gate.close = () => server.close();
  return gate;
}
