import type { StoredRun } from "../../engine/store/stored-run.ts";
import { improvedRun } from "./synthetic-runs.ts";

/** Text that breaks out of HTML and of Markdown wherever it is not escaped. */
export const hostile = `</title><script>document.title="broken"</script> **bold** [x](javascript:alert(1)) | pipe \`tick\` <img src=http://127.0.0.1:9/x>`;

/** A run in which every free text is hostile. */
export function hostileRun(): StoredRun {
  const run = improvedRun(5, hostile);
  return {
    ...run,
    result: {
      ...run.result,
      experiment: hostile,
      findings: run.result.findings.map((finding) => ({
        ...finding,
        cause: hostile,
        rule: hostile,
        title: hostile,
        advice: hostile,
        reason: hostile,
        evidence: [{ fact: hostile, value: hostile, unit: "", origin: hostile }],
      })),
      ruledOut: [{ cause: hostile, why: hostile, evidence: [] }],
      cannotTell: [{ cause: hostile, missing: [hostile] }],
      model: { note: hostile },
    },
  };
}
