import { describe, expect, it } from "vitest";
import type { StoredRun } from "../../engine/store/stored-run.ts";
import { subjectOf } from "../../reports/document/subject.ts";
import { podsByStage } from "../../reports/document/pods-by-stage.ts";
import { stageShares } from "../../reports/document/stage-shares.ts";
import { renderHtml, renderMarkdown } from "../../reports/index.ts";
import { hostileRun } from "../support/hostile-run.ts";
import {
  cannotTellRun,
  failedRun,
  improvedRun,
  nothingToTuneRun,
  outsideParametersRun,
} from "../support/synthetic-runs.ts";
import {
  failedAfterBaselineRun,
  failedAfterKeptRun,
  forbiddenRun,
  leftOverRun,
  partialRun,
  stagelessRun,
  unchangedWithFinalRun,
} from "../support/synthetic-special-runs.ts";

/** The cells of all table rows that begin so. */
const rowsOf = (text: string, start: string): readonly (readonly string[])[] =>
  text
    .split("\n")
    .filter((line) => line.startsWith(start))
    .map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );

describe("a run without a kept change", () => {
  it("has no after, whatever its result says", () => {
    const text = renderMarkdown(unchangedWithFinalRun());
    expect(text).not.toMatch(/After|Before|Now it is|\*\*Change:/);
    expect(text).toContain("No change was kept, so there is only one set of trials.");
    expect(text).toBe(renderMarkdown(nothingToTuneRun()));
  });

  it.each(["not-tried", "outside-parameters"] as const)(
    "says that the experiment forbids the change (verdict %s)",
    (verdict) => {
      const text = renderMarkdown(forbiddenRun(verdict));
      expect(text).toContain("The experiment forbids Columbo to change what holds this workload");
      expect(text).not.toContain("is not a Kubernetes setting");
      expect(text).toContain("change `allow` and `deny` in `synthetic.cfg`");
    },
  );
});

describe("a run in which stages are missing", () => {
  const run = partialRun(40);
  const text = renderMarkdown(run);

  it("has a dash for each in the rows, and totals all the same", () => {
    const [byStage, shares] = rowsOf(text, "| S3 create pod object ");
    expect(byStage?.slice(0, 2)).toEqual(["S3 create pod object", "not seen"]);
    expect(shares).toHaveLength(8);
    expect(shares?.filter((cell) => cell === "-")).toHaveLength(3);
    expect(rowsOf(text, "| Deployment time ")[0]?.slice(1, 3)).toEqual([
      "-",
      expect.stringMatching(/^\d.* s$/),
    ]);
    expect(text).toMatch(/The longest stage that was seen was \*\*S6 .* Now it is \*\*S\d/);
  });

  it("skips them in the charts and shows the time as unseen", () => {
    const subject = subjectOf(run);
    const pods = podsByStage(subject)?.chart;
    const shares = stageShares(subject)?.chart;
    if (pods?.kind !== "gantt" || shares?.kind !== "stages") throw new TypeError("expected both charts");
    const shown = pods.panels[0]?.rows.map((row) => row.map(({ stage }) => stage));
    for (const stages of shown ?? []) expect(stages).toEqual(["S1", "S2", "unseen", "S6"]);
    expect(pods.panels[1]?.rows[0]).toHaveLength(6);
    const measured = shares.bars.find(({ title }) => title === "Before, measured");
    expect(measured?.parts.map(({ stage }) => stage)).toEqual(["S1", "S2", "unseen", "S6"]);
    expect(measured?.parts.reduce((sum, { seconds }) => sum + seconds, 0)).toBeCloseTo(
      run.result.baseline?.deploymentSeconds.median ?? 0,
    );
  });

  it("names them among the gaps", () => {
    expect(text).toContain(
      "Before, S3 (create pod object), S4 (schedule pod) and S5 (create pod): no figure, since no trial showed both ends for the last pod.",
    );
    expect(text).toMatch(/Before, `pod-scheduling` .*no log of the scheduler/);
  });

  it("is drawn even when no stage is known", async () => {
    expect(renderMarkdown(stagelessRun())).toContain("S5 (create pod) and S6 (create container): no figure");
    expect((await renderHtml(stagelessRun())).match(/role="img"/g)).toHaveLength(2);
  });
});

describe("a run that failed late", () => {
  it("shows what had been measured", () => {
    const text = renderMarkdown(failedAfterBaselineRun());
    expect(text).toContain("The starting configuration had been measured by then");
    expect(text).toContain("- **Measured: ");
    expect(text).toContain("## Where the time went");
    expect(text).not.toContain("## The change");
  });

  it("shows what had been kept, after what failed", () => {
    const text = renderMarkdown(failedAfterKeptRun());
    expect(text).toContain("What repeated trials had proved by then is below, and holds");
    expect(text).toMatch(/- \*\*After: .*\*\* \(with the last change that was kept\)/);
    expect(text.indexOf("## What failed")).toBeLessThan(text.indexOf("## The change"));
    expect(text).toContain('- name: kube-api-qps\n      value: "200"');
    expect(text).not.toContain("No change was kept");
  });
});

describe("a cause that is found again", () => {
  const text = renderMarkdown(leftOverRun());

  it("is what is left of it when nothing more was tried", () => {
    expect(text.match(/^### \d\. /gm)).toEqual(["### 1. ", "### 2. "]);
    expect(text).toContain(
      "**What is left of it:** 1.44 s of the deployment after the change, in S3 (create pod object). Nothing more was tried: it is predicted to save less than the noise.",
    );
    expect(text.indexOf("What is left of it")).toBeLessThan(text.indexOf("### 2. "));
  });

  it("is said to be found again when more was tried", () => {
    expect(renderMarkdown(improvedRun(40))).toMatch(/^### 3\. Again: .* \*rolled back\*$/m);
  });
});

it("warns when other programs used the processor, and only then", () => {
  expect(renderMarkdown(leftOverRun())).toContain("Other programs used up to 0.700 of the 2 cores");
  expect(renderMarkdown(improvedRun(40))).not.toContain("Other programs");
});

it.each<[string, StoredRun]>([
  ["improved", improvedRun(40)],
  ["nothing to tune", nothingToTuneRun()],
  ["outside the parameters", outsideParametersRun()],
  ["cannot tell", cannotTellRun()],
  ["failed", failedRun()],
  ["left over", leftOverRun()],
  ["hostile", hostileRun()],
])("no heading ends in an escaped space: %s", (_name, run) => {
  expect(renderMarkdown(run)).not.toContain("&#x20;");
});
