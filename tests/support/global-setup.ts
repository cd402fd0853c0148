import { fileURLToPath } from "node:url";
import { run } from "../../provisioners/process.ts";
import { lackOfNodeBinaries, testBinaries } from "./binaries.ts";

const machineScript = fileURLToPath(new URL("../../scripts/setup-machine.sh", import.meta.url));

/** Gets once, before all tests, what they need beyond npm's packages: Kubernetes' programs and Debian's packages. */
export default async function setup(): Promise<void> {
  const machine = await run("bash", [machineScript], { deadlineMs: 15 * 60_000 });
  process.stderr.write(`${machine.stdout}\n${machine.stderr}`.trimStart());
  // Without Chromium only the report's browser test fails, and says so itself: the others still run.
  await testBinaries();
  for (const kind of ["real", "hollow"] as const) {
    const lack = await lackOfNodeBinaries(kind);
    if (lack !== undefined) process.stderr.write(`test setup: no ${kind} nodes are tested: ${lack}\n`);
  }
}
