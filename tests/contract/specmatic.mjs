// Runs Specmatic against a fresh demo (MARQUEE_TEST_URL), offline: first every example of the
// contract, then its resiliency tests, which invent good and bad requests from the schemas. What it
// gets to see of the contract, and why, is in specmatic_contract.mjs; its output is kept in
// build/contract.
import { spawn } from "node:child_process";
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { stringify } from "yaml";
import { readContract } from "./contract.mjs";
import { narrow } from "./specmatic_contract.mjs";
import { openGate } from "./specmatic_gate.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const workspace = here("../../build/contract");
const jar = here("../../node_modules/specmatic/specmatic.jar");
/** It runs for seconds: what compiles well for hours would cost more than all the rest. */
const BRIEFLY = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"];

const runs = [
  { name: "examples", settings: {} },
  {
    name: "resiliency",
    invents: true,
    // These succeed once, and did in the first run; or only with ids, names and links that exist.
    filter: [
      "!(METHOD='DELETE' && STATUS='204')",
      "!(METHOD='PATCH' && PATH='/proposals/{id}' && STATUS='200')",
      "!(METHOD='PATCH' && PATH='/members/{id}' && STATUS='200')",
      "!(METHOD='POST' && PATH='/members' && STATUS='201')",
      "!(METHOD='POST' && PATH='/invitations/lookup' && STATUS='200')",
      "!(METHOD='PUT' && PATH='/sessions/current' && STATUS='204')",
      "!(METHOD='PUT' && PATH='/votes' && STATUS='200')",
    ].join(" && "),
    settings: { SPECMATIC_GENERATIVE_TESTS: "true", MAX_TEST_REQUEST_COMBINATIONS: "20" },
  },
];

/** Resolves to all that Specmatic printed. */
function runSpecmatic(url, { filter, settings }) {
  const options = [`--testBaseURL=${url}/api/v1`, ...(filter ? [`--filter=${filter}`] : [])];
  const environment = { ...process.env, SPECMATIC_DISABLE_TELEMETRY: "true", ...settings };
  const child = spawn("java", [...BRIEFLY, "-jar", jar, "test", ...options], {
    cwd: workspace,
    env: environment,
  });
  const chunks = [];
  child.stdout.on("data", (chunk) => chunks.push(chunk));
  child.stderr.on("data", (chunk) => chunks.push(chunk));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", () => resolve(Buffer.concat(chunks).toString()));
  });
}

/** Counts of one run; a run that printed no sum, or ran no test, has failed. */
function counts(output) {
  const sum = output.match(/Tests run: (\d+), Successes: (\d+), Failures: (\d+).*Errors: (\d+)/);
  const [run, passed, failed, broken] = (sum ?? []).slice(1).map(Number);
  return run ? { passed, failed: failed + broken } : { passed: 0, failed: 1 };
}

mkdirSync(workspace, { recursive: true });
writeFileSync(`${workspace}/openapi.yaml`, stringify(narrow(readContract().document)));
copyFileSync(here("specmatic.yaml"), `${workspace}/specmatic.yaml`);

const gate = await openGate(process.env.MARQUEE_TEST_URL);
const total = { passed: 0, failed: 0 };
for (const run of runs) {
  if (run.invents) await gate.withdrawProposals();
  const output = await runSpecmatic(gate.url, run);
  writeFileSync(`${workspace}/specmatic-${run.name}.log`, output);
  const { passed, failed } = counts(output);
  if (failed) console.log(output.slice(output.indexOf("Unsuccessful Scenarios")));
  console.log(`specmatic ${run.name}: ${passed} passed, ${failed} failed`);
  total.passed += passed;
  total.failed += failed;
}
gate.close();

for (const finding of new Set(gate.findings)) console.log(`not ok ${finding}`);
console.log(`answers held against the contract: ${gate.checked}, ${gate.findings.length} findings`);
total.failed += gate.findings.length;
console.log(`contract-specmatic: ${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed ? 1 : 0;
