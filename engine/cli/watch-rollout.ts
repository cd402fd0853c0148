import { provisioners } from "../../provisioners/index.ts";
import { loadRules } from "../../rules/index.ts";
import { observeOnly } from "../tune/index.ts";
import { accessOf, type AccessOptions } from "./access-options.ts";
import { runAndReport } from "./run-and-report.ts";
import type { TrialOptions } from "./trial-options.ts";

export interface RolloutOptions extends TrialOptions, AccessOptions {
  readonly selector: string;
  readonly pods?: number;
  readonly quietSeconds: number;
}

/** Watches a rollout that the user makes until it runs, or until the first Ctrl-C, and judges what was seen. */
export async function watchRollout(options: RolloutOptions): Promise<void> {
  const { selector, pods, quietSeconds: quiet } = options;
  const rules = await loadRules([]);
  const enough = new AbortController();
  await runAndReport(
    {
      ...options,
      onInterrupt: () => {
        enough.abort();
      },
    },
    (common) =>
      observeOnly({
        ...common,
        ...{ rules, selector, quiet, access: accessOf(options), enough: enough.signal },
        provisioner: provisioners.existing,
        ...(pods === undefined ? {} : { pods }),
      }),
  );
}
