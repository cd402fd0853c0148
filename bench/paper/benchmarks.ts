import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

const stages = z.object({
  S1: z.number(),
  S2: z.number(),
  S3: z.number(),
  S4: z.number(),
  S5: z.number(),
  S6: z.number(),
});

const schema = z.object({
  source: z.string(),
  /** Seconds of a single container, as the text has them, and its stages as the figure has them. */
  singleSeconds: z.number(),
  single: stages,
  rows: z.array(
    z.object({
      family: z.enum(["deploy-method", "weak", "strong"]),
      case: z.string(),
      method: z.enum(["container", "pod", "file", "call"]),
      workers: z.number(),
      containers: z.number(),
      /** Seconds until the last container runs, with the defaults and with the paper's own tuning. */
      default: z.number(),
      tuned: z.number(),
      /** What the paper's own model says of both. */
      equation7: z.number(),
    }),
  ),
});

/** The published figures of the paper. */
export type PaperBenchmarks = z.infer<typeof schema>;
export type PaperRow = PaperBenchmarks["rows"][number];
/** Which of its two totals. */
export type PaperSettings = "default" | "tuned";

export async function paperBenchmarks(): Promise<PaperBenchmarks> {
  return schema.parse(JSON.parse(await readFile(join(import.meta.dirname, "benchmarks.json"), "utf8")));
}
