// Counts checks; the last line of every check is `name: N passed, N failed`.
let passed = 0;
let failed = 0;

/** One check: it holds when there are no findings. */
export function test(name, findings) {
  if (findings.length === 0) passed += 1;
  else failed += 1;
  if (findings.length) console.log(`not ok ${name}\n  ${findings.join("\n  ")}`);
  else if (process.env.VERBOSE) console.log(`ok ${name}`);
}

/** Prints the sum and makes the process fail where a check did, or where there was none. */
export function finish(suite) {
  console.log(`${suite}: ${passed} passed, ${failed} failed`);
  process.exitCode = failed || !passed ? 1 : 0;
}
