import { describe, expect, it } from "vitest";
import { podsByStage } from "../../reports/document/pods-by-stage.ts";
import { subjectOf } from "../../reports/document/subject.ts";
import { renderHtml, renderMarkdown } from "../../reports/index.ts";
import { improvedRun } from "../support/synthetic-runs.ts";
import { realRun, wellAndBadlySeenRun } from "../support/synthetic-real-run.ts";

/** The cells of the table row that begins so. */
const rowOf = (text: string, start: string): readonly string[] =>
  text
    .split("\n")
    .find((line) => line.startsWith(`| ${start}`))
    ?.split("|")
    .slice(1, -1)
    .map((cell) => cell.trim()) ?? [];

describe("a run on real nodes alone", () => {
  const text = renderMarkdown(realRun({ nodes: Array.from({ length: 100 }, () => "real-1") }));

  it("shows every step with its coverage, times, share, precision and source", () => {
    expect(text).toContain("## Every step");
    expect(text).toContain("100 % of the steps on the ways of all pods were seen");
    expect(rowOf(text, "23 volumes are mounted")).toEqual([
      "23 volumes are mounted",
      "S5",
      "100",
      "300 ms",
      "300 ms",
      "300 ms",
      "74 %",
      "± 20 µs",
      "kubelet log",
    ]);
    expect(rowOf(text, "9 sync until creation begins").slice(3, 4)).toEqual(["500 µs"]);
    expect(rowOf(text, "30 PLEG").slice(1, 2)).toEqual(["after"]);
  });

  it("says nothing of models, and claims no kwok", () => {
    expect(text).not.toMatch(/S[56] .*modelled|modelled, not measured|Pod start on kwok/);
    expect(text).toContain("provider local, 1 real node");
  });
});

describe("a run on a mixed cluster with little to see", () => {
  const run = wellAndBadlySeenRun();
  const text = renderMarkdown(run);

  it("names its nodes by kind, and what is modelled", () => {
    expect(text).toContain("provider local, 1 real, 2 hollow and 1 kwok nodes");
    expect(text).toContain("modelled, not measured for the last pod, which ran on a kwok node");
    expect(rowOf(text, "25 pod start as the experiment models it")[0]).toMatch(/modelled/);
  });

  it("has no share for what nobody measured", () => {
    expect(rowOf(text, "25 pod start as the experiment models it")[6]).toBe("");
    expect(rowOf(text, "23 volumes are mounted")[6]).toMatch(/%$/);
  });

  it("hatches only the pods of kwok nodes", async () => {
    const chart = podsByStage(subjectOf(run))?.chart;
    if (chart?.kind !== "gantt") throw new TypeError("expected the chart of pods by stage");
    const hatched = chart.panels[0]!.rows.filter((row) => row.some(({ modelled }) => modelled));
    expect(hatched).toHaveLength(3);
    expect(await renderHtml(run)).toContain("S5 create pod (modelled where hatched)");
  });

  it("lists means apart from what was seen", () => {
    expect(text).toContain("2 steps are known only as the mean of all requests and not counted as seen.");
    expect(rowOf(text, "16 ").slice(2)).toEqual(["0 of 12", "-", "-", "-", "", "-", "not seen"]);
    const means = text.split("### Known only as a mean")[1] ?? "";
    expect(rowOf(means, "16 ").slice(1)).toEqual(["1.52 ms", "240", "kube-scheduler metrics"]);
    expect(rowOf(means, "5 ").slice(1)).toEqual(["900 µs", "12", "kube-apiserver metrics"]);
  });

  it("prints the bounds of clocks with their sign", () => {
    expect(text).toContain("`this machine`: its clock minus Columbo's is 0 (same machine).");
    expect(text).toContain(
      "`real-1`: its clock minus Columbo's lies between -4.20 ms and +126 ms (3 renewals",
    );
    expect(text).toContain("`kube-scheduler`: its clock minus Columbo's is -9.10 s or more");
  });

  it("names sources that disagree", () => {
    expect(rowOf(text, "`container-created`")).toEqual([
      "`container-created`",
      "event names",
      "containerd log",
      "7",
      "12.3 ms",
    ]);
  });

  it("says what could not be seen, with the rules that would allow it", () => {
    expect(text).toContain(
      "container log: Columbo may not get pods/log. Not seen for want of it: `container-running`",
    );
    expect(text).toContain("These rules of Roles or ClusterRoles would allow what is lacking");
    expect(text).toContain(
      '```yaml\n# in namespace columbo\n- apiGroups:\n    - ""\n  resources:\n    - pods/log\n  verbs:\n    - get\n- nonResourceURLs:\n    - /metrics\n  verbs:\n    - get\n```',
    );
  });
});

it("a run from before there were steps has no such section", () => {
  expect(renderMarkdown(improvedRun(40))).not.toContain("## Every step");
});
