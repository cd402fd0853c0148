/**
 * Prints vitest's JSON result as one line, `N passed, N failed, N skipped`, and fails when a test failed, a test
 * file could not be run, or nothing ran at all.
 */
import { readFileSync } from "node:fs";

interface VitestResult {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly unknown[] }[];
}

const [file = "test-results/vitest.json"] = process.argv.slice(2);
try {
  const result = JSON.parse(readFileSync(file, "utf8")) as VitestResult;
  // A file that fails before its first test counts as one failure: it has no tests to count.
  const broken = result.testResults.filter(
    ({ status, assertionResults }) => status === "failed" && assertionResults.length === 0,
  ).length;
  const failed = result.numFailedTests + broken;
  const skipped = result.numPendingTests + result.numTodoTests;
  console.log(`${result.numPassedTests} passed, ${failed} failed, ${skipped} skipped`);
  if (failed > 0 || result.numPassedTests === 0) process.exitCode = 1;
} catch (error) {
  console.error(`no result of the tests in ${file}: ${String(error)}`);
  console.log("0 passed, 1 failed");
  process.exitCode = 1;
}
