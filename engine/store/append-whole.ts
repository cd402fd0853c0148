import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { explain } from "./explain.ts";

const { O_APPEND, O_CREAT, O_NOFOLLOW, O_WRONLY } = constants;

/**
 * Adds a text to the end of a file, the whole of it or nothing. Follows no link: a run folder may be somebody else's.
 * @throws StoreError
 */
export async function appendWhole(path: string, text: string): Promise<void> {
  await explain(path, "write", async () => {
    const file = await open(path, O_APPEND | O_CREAT | O_NOFOLLOW | O_WRONLY, 0o666);
    try {
      const { size } = await file.stat();
      try {
        await file.writeFile(text);
        await file.sync();
      } catch (error) {
        await file.truncate(size);
        throw error;
      }
    } finally {
      await file.close();
    }
  });
}
