// Makes each kind of event happen to a demo (MARQUEE_TEST_URL), and holds what a member and a visitor
// hear of it against the contract, as GET /events and its Event… schemas have it.
import { ask, tokens } from "./client.mjs";
import { readContract } from "./contract.mjs";
import { finish, test } from "./report.mjs";
import { createValidator } from "./responses.mjs";

const { base, document } = readContract();
const validate = createValidator();
const url = process.env.MARQUEE_TEST_URL + base;
/** What the table in the contract calls them, but for where a stream begins. */
const kinds = [
  ...document.paths["/events"].get.description.matchAll(/^\| `(\w+)` .*`(\w+)` +\|$/gm),
]
  .map(([, kind]) => kind)
  .filter((kind) => !["event", "hello", "reset"].includes(kind));

class Ear {
  constructor(token) {
    this.headers = token ? { authorization: `Bearer ${token}` } : {};
    this.heard = [];
  }

  async open() {
    this.answer = await fetch(`${url}/events`, { headers: this.headers });
    this.text = this.answer.body.pipeThrough(new TextDecoderStream()).getReader();
    await this.until("hello");
  }

  /** Reads on until an event of that kind has come. */
  async until(kind) {
    for (let rest = ""; !this.heard.some((event) => event.kind === kind); ) {
      const { value, done } = await this.text.read();
      if (done) throw new Error(`no ${kind} has come`);
      const events = (rest + value).split("\n\n");
      rest = events.pop();
      for (const text of events) this.take(text);
    }
  }

  take(text) {
    const [, kind] = /^event: (.*)$/m.exec(text) ?? [];
    if (kind) this.heard.push({ kind, text });
  }

  /** One by one, each as if the stream had only that. */
  check(who) {
    const { status, headers } = this.answer;
    for (const { kind, text } of this.heard) {
      const answer = { method: "GET", path: `${base}/events`, status, headers };
      test(`${who} hears ${kind}`, validate({ ...answer, body: `${text}\n\n` }));
    }
  }
}

const change = (method, path, body, headers) =>
  ask(method, path, { token: tokens.admin, body, headers });

const ears = { member: new Ear(tokens.member), visitor: new Ear(null) };
for (const ear of Object.values(ears)) await ear.open();
const { id } = JSON.parse((await change("POST", "/proposals", { title: "Heard of" })).body);
await change("PUT", `/votes/${id}`);
await change("PUT", "/tonight", { proposal_id: id });
const shown = JSON.parse((await change("POST", "/screenings", { proposal_id: id })).body);
await change("PUT", `/screenings/${shown.id}/rating`, { stars: 4.5 });
await change("PATCH", "/members/me", { name: "admin the second" });
await change("POST", "/proposals", { imdb_id: "tt0133093" });
await change("PATCH", "/club/settings", { name: "Heard of" }, { "if-match": "*" });
await change("PUT", "/votes", { proposal_ids: [] });

for (const [who, ear] of Object.entries(ears)) {
  for (const kind of kinds) if (who === "member" || kind !== "member") await ear.until(kind);
  ear.check(who);
  const names = ear.heard.filter(({ text }) => /"(voters|name)":/.test(text));
  if (who === "visitor") test("visitors hear no names", names.length ? [names[0].text] : []);
}
test("each kind has come", kinds.length === 8 ? [] : [`the contract has ${kinds}`]);

finish("contract-events");
process.exit();
