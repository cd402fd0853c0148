import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { faults } from "../../../bench/faults/index.ts";
import { runFault } from "../../../bench/faults/run-fault.ts";
import { ownStateFolder } from "../../support/local-cluster.ts";

// Of those whose control plane needs nothing but the machine itself; `npm run faults` runs all.
const quick = [
  "scheduler-client-limit",
  "distant-client",
  "slow-webhook",
  "missing-label",
  "healthy-one-pod",
];
let [folder, state]: [string, Awaited<ReturnType<typeof ownStateFolder>> | undefined] = ["", undefined];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "columbo-quick-faults-"));
  state = await ownStateFolder();
});
afterAll(async () => {
  await state?.remove();
  await rm(folder, { recursive: true, force: true });
});

test.each(quick)("%s is diagnosed on a real control plane", { timeout: 240_000 }, async (name) => {
  const fault = faults.find((one) => one.name === name);
  if (fault === undefined) throw new TypeError(`no fault ${name}`);
  const outcome = await runFault({
    fault,
    seed: 1,
    apply: false,
    folder: join(folder, name),
    signal: new AbortController().signal,
  });
  expect(outcome).toMatchObject({ wrong: [], ...(fault.changes.length === 0 ? { changed: [] } : {}) });
});
