import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { cleanCommand } from "../../../engine/cli/commands/clean.ts";
import { stateFolders } from "../../../provisioners/state-folders.ts";
import { columbo, workplace } from "../../support/cli.ts";
import { ownStateFolder } from "../../support/local-cluster.ts";

test("clean says of everything that it leaves alone why it does", async () => {
  const state = await ownStateFolder();
  onTestFinished(() => state.remove());
  const { ledger } = stateFolders();
  await mkdir(ledger, { recursive: true });
  await writeFile(join(ledger, "junk.json"), "{");
  const write = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  onTestFinished(() => {
    write.mockRestore();
  });
  await cleanCommand().parseAsync([], { from: "user" });
  expect(write.mock.calls.join("")).toBe(
    `nothing was left behind\nleft alone: ${join(ledger, "junk.json")}: ` +
      "it is no ledger entry: look at it and delete it by hand\n",
  );
});

test("what clean cannot remove is said, and is the exit code", async () => {
  const { folder, env } = await workplace();
  const { ledger, clusters } = stateFolders(env);
  await mkdir(ledger, { recursive: true });
  // Nothing in /proc can be removed, by nobody.
  await symlink("/proc/self", clusters);
  const entry = { schema: 1, cluster: "fdinfo", owner: { pid: process.pid, startTime: 1 } };
  await writeFile(
    join(ledger, "fdinfo.json"),
    JSON.stringify({ ...entry, folder: join(clusters, "fdinfo") }),
  );
  const { exitCode, stdout } = await columbo(["clean"], { env, cwd: folder });
  expect(exitCode).toBe(3);
  expect(stdout).toContain("failed: fdinfo: it cannot be removed");
});
