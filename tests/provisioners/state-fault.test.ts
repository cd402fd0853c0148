import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { recordCluster } from "../../provisioners/ledger.ts";
import { keepingState } from "../../provisioners/state-fault.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "columbo-fault-"));
  vi.stubEnv("XDG_STATE_HOME", folder);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

test("a full disk is one sentence with what to do", async () => {
  await expect(keepingState(() => writeFile("/dev/full", "text"))).rejects.toMatchObject({
    exitCode: 3,
    message: `No space left for a cluster's data and logs in ${folder}/columbo/clusters: free some, or set XDG_STATE_HOME to a folder on another disk`,
  });
});

test("a file in the way of the ledger too", async () => {
  await writeFile(join(folder, "columbo"), "");
  await expect(recordCluster("local-a", "/nowhere")).rejects.toMatchObject({
    exitCode: 3,
    message: expect.stringMatching(
      /^A cluster's files cannot be written in .* \(ENOTDIR\): make it/,
    ) as string,
  });
});

test("a fault of Columbo's own stays one", async () => {
  await expect(keepingState(() => Promise.reject(new TypeError("oops")))).rejects.toThrow(TypeError);
});
