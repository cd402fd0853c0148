import { z } from "zod";
import type { PackageLine, ReaderLine } from "../../knowledge/catalogue/entry.ts";

const parameterLine = z.strictObject({
  component: z.string().min(1),
  kind: z.enum(["flag", "field", "gate"]),
  group: z.string().min(1),
  name: z.string().min(1),
  type: z.string(),
  default: z.string().exactOptional(),
  defaultNote: z.string().exactOptional(),
  doc: z.string(),
  position: z.string(),
  deprecated: z.boolean().exactOptional(),
  hidden: z.boolean().exactOptional(),
  stage: z.string().exactOptional(),
  locked: z.boolean().exactOptional(),
});

const packageLine = z.strictObject({
  component: z.string().min(1),
  kind: z.literal("package"),
  name: z.string().min(1),
  types: z.int().nonnegative(),
  fields: z.int().nonnegative(),
});

const line = z.discriminatedUnion("kind", [parameterLine, packageLine]);

/** What the reader printed of one release: a line for each parameter, and one for each package of files. */
export interface ReadLines {
  readonly lines: readonly ReaderLine[];
  readonly packages: readonly PackageLine[];
}

/**
 * Takes apart what the reader printed of one release.
 * @param from what to name in an error, such as the file
 * @throws TypeError with the place of a line that is not as it should be
 */
export function readLines(text: string, from: string): ReadLines {
  const all = text
    .split("\n")
    .flatMap((one, index) => (one === "" ? [] : [readLine(one, `${from}:${index + 1}`)]));
  return {
    lines: all.filter((one) => one.kind !== "package"),
    packages: all.filter((one) => one.kind === "package"),
  };
}

function readLine(text: string, place: string): ReaderLine | PackageLine {
  const parsed = line.safeParse(parseJson(text, place));
  if (parsed.success) return parsed.data;
  throw new TypeError(`${place}: ${z.prettifyError(parsed.error)}`);
}

function parseJson(text: string, place: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new TypeError(`${place}: expected one JSON object a line`, { cause });
  }
}
