import { randomBytes } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";
import { explain } from "./explain.ts";

/** Files that only the user may read. */
export const secretMode = 0o600;

/**
 * Under its own name a file is whole or not there: it is written beside it, synced, and renamed. The name beside it
 * is a new one: a run folder may be somebody else's, who could have put a link to a file of ours there.
 * @throws StoreError
 */
export async function writeWhole(path: string, text: string, mode = 0o666): Promise<void> {
  const temporary = `${path}.${randomBytes(4).toString("hex")}.part`;
  await explain(path, "write", async () => {
    try {
      const file = await open(temporary, "wx", mode);
      try {
        await file.writeFile(text);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(temporary, path);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  });
}
