import { provisioners } from "../../provisioners/index.ts";
import { verifyRun } from "../tune/index.ts";
import { accessOf, type AccessOptions } from "./access-options.ts";
import { runAndReport } from "./run-and-report.ts";
import type { TrialOptions } from "./trial-options.ts";

/** Measures again after a run whose recommended change was made by hand, and says whether it helped. */
export async function verifyAfter(run: string, options: TrialOptions & AccessOptions): Promise<void> {
  await runAndReport(options, (common) =>
    verifyRun({ ...common, run, access: accessOf(options), provisioner: provisioners.existing }),
  );
}
