import { readFile } from "node:fs/promises";
import type { z } from "zod";
import { explain } from "./explain.ts";
import { StoreError } from "./store-error.ts";

/**
 * Reads a file of a run folder, which may be damaged or somebody else's.
 * @param what for example "a plan", for the message
 * @returns what the file holds, unknown fields included
 * @throws StoreError when it cannot be read, is no JSON, or has another shape
 */
export async function readJson(file: string, schema: z.ZodType, what: string): Promise<unknown> {
  const text = await explain(file, "read", () => readFile(file, "utf8"));
  const value = parse(file, text, what);
  const { error } = schema.safeParse(value);
  if (error === undefined) return value;
  const [issue] = error.issues;
  const place = issue === undefined || issue.path.length === 0 ? "" : `${issue.path.join(".")}: `;
  throw new StoreError(
    `${file}: ${place}${issue?.message ?? "another shape"}; expected ${what} as this version of Columbo ` +
      "writes it, run the experiment again",
  );
}

function parse(file: string, text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new StoreError(
      `${file} is damaged: it is not JSON; expected ${what}, run the experiment again`,
      false,
      { cause },
    );
  }
}
