// Load generators and what they say. All of it goes to loopback and is bounded in time.
import { execFile, spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

/**
 * Runs wrk, `through` another command if one is given; resolves with the number of requests, how many
 * a second, latencies in ms and bad answers.
 */
export function wrk(
  url,
  { connections, seconds, threads = 1, headers = {}, script, through = [] },
) {
  const words = [...through, "wrk", `-t${threads}`, `-c${connections}`, `-d${seconds}s`];
  words.push("--latency");
  for (const [name, value] of Object.entries(headers)) words.push("-H", `${name}: ${value}`);
  if (script) words.push("-s", script);
  return new Promise((resolve, reject) => {
    const run = spawn(words[0], [...words.slice(1), url], { stdio: ["ignore", "pipe", "inherit"] });
    let said = "";
    run.stdout.on("data", (bytes) => (said += bytes));
    run.on("error", reject);
    run.on("exit", () => resolve(read(said)));
  });
}

function read(said) {
  const number = (pattern) => Number(pattern.exec(said)?.[1] ?? 0);
  const time = (percent) => {
    const found = new RegExp(`\\s${percent}%\\s+([\\d.]+)(us|ms|s)`).exec(said);
    return found ? Number(found[1]) * { us: 0.001, ms: 1, s: 1000 }[found[2]] : NaN;
  };
  return {
    requests: number(/(\d+) requests in/),
    perSecond: number(/Requests\/sec:\s+([\d.]+)/),
    p50: time(50),
    p99: time(99),
    bad: number(/Non-2xx or 3xx responses: (\d+)/),
  };
}

/** One reader of pages, see reader.mjs: for each, the ms to its first bytes. */
export async function readPages(urls, token, seconds) {
  const reader = new URL("./reader.mjs", import.meta.url).pathname;
  const words = ["--fifo", "10", process.execPath, reader, token, String(seconds), ...urls];
  const { stdout } = await promisify(execFile)("chrt", words);
  return JSON.parse(stdout);
}

/** A wrk script in which every connection votes and withdraws as a member of its own. */
export function votingScript(folder, tokens, ids) {
  const file = join(folder, "vote.lua");
  writeFileSync(
    file,
    `local tokens = { ${tokens.map((it) => `"${it}"`).join(", ")} }
local ids = { ${ids.join(", ")} }
local n = 0
request = function()
  n = n + 1
  local member = n % #tokens + 1
  local round = math.floor(n / #tokens)
  local id = ids[round % #ids + 1]
  local method = math.floor(round / #ids) % 2 == 0 and "PUT" or "DELETE"
  return wrk.format(method, "/api/v1/votes/" .. id, { Authorization = "Bearer " .. tokens[member] })
end
`,
  );
  return file;
}

export const quantile = (numbers, part) =>
  [...numbers].sort((a, b) => a - b)[Math.max(0, Math.ceil(part * numbers.length) - 1)];
export const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1];
