import { access } from "node:fs/promises";
import { dirname } from "node:path";

/** The folder itself, or the nearest one above it that exists. */
export async function nearestExisting(folder: string): Promise<string> {
  try {
    await access(folder);
    return folder;
  } catch {
    const above = dirname(folder);
    return above === folder ? folder : nearestExisting(above);
  }
}
