import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { cleanCommand } from "../../../engine/cli/commands/clean.ts";
import { stateFolders } from "../../../provisioners/state-folders.ts";
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
