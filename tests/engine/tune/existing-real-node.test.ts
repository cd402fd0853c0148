import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readRun, type Result } from "../../../engine/store/index.ts";
import { eventColumns } from "../../../engine/store/csv/dataframe.ts";
import { diagnoseExperiment } from "../../../engine/tune/index.ts";
import type { Plan } from "../../../experiments/index.ts";
import { points } from "../../../knowledge/index.ts";
import { readLedger } from "../../../provisioners/ledger.ts";
import { renderMarkdown } from "../../../reports/index.ts";
import { loadRules } from "../../../rules/index.ts";
import { foreignCluster, requestOn } from "../../support/foreign-cluster.ts";
import { smallPlan } from "../../support/local-cluster.ts";
import { lackOfRealNodes } from "../../support/real-nodes.ts";

const lack = await lackOfRealNodes();

/** What no right of the API shows: columns of the framework's table, with the points behind them. */
const hidden = {
  "controller_read_workload (s)": "job-enqueued",
  "scheduler_read_pod (s)": "pod-scheduling",
  "kubelet_created_cgroup (s)": "cgroup-created",
  "kubelet_mounted_volume (s)": "volumes-mounted",
} as const;

function planFor(kubeconfig: string, instances: number): Plan {
  const small = smallPlan();
  const image = { reference: "docker.io/columbo/empty:1", command: ["/empty", "300"] };
  return {
    ...smallPlan({ provider: "existing", nodes: [] }),
    existing: { kubeconfig, namespace: "columbo" },
    workload: { ...small.workload, instances, client: instances === 1 ? "api" : "kubectl", image },
    tuning: { ...small.tuning, repeats: 1, allow: [] },
  };
}

/** Columns that have a value in every row, of a file without quotes. */
function filledColumns(csv: string): readonly string[] {
  const [header = "", ...rows] = csv.trim().split("\n");
  return header.split(",").filter((_, at) => rows.every((row) => row.split(",")[at] !== ""));
}

/** The sources of the points that could not be seen, by point. */
function unseenBy({ observed }: Result): ReadonlyMap<string, string> {
  return new Map(
    observed!.unseen.flatMap(({ source, points: lost }) => lost.map((point) => [point, source])),
  );
}

test.skipIf(lack !== undefined)(
  `a kubeconfig of few rights shows 10 of the framework's 14 points of every container, and the report names the other four${lack === undefined ? "" : ` (skipped: ${lack})`}`,
  async () => {
    const there = await foreignCluster(
      smallPlan({ nodes: [{ name: "worker-0", kind: "real", cores: 2, memoryGiB: 1, maxPods: 110 }] }),
    );
    const kubeconfig = await there.grant("few", { namespace: "columbo", full: false });
    const before = await there.objects();
    for (const instances of [1, 20]) {
      const { folder, result, failure } = await diagnoseExperiment({
        ...requestOn(there),
        plan: planFor(kubeconfig, instances),
        rules: await loadRules([]),
      });
      expect(failure).toBeUndefined();

      const csv = await readFile(join(folder, "csv", `${result.observed!.trial}_dataframe.csv`), "utf8");
      expect(csv.trim().split("\n")).toHaveLength(1 + instances);
      expect(filledColumns(csv)).toEqual([
        ...["pod", "container"],
        ...eventColumns.map(({ name }) => name).filter((name) => !(name in hidden)),
      ]);

      const run = await readRun(folder);
      for (const { points: seen } of run.before!.containers) {
        const times = points.flatMap(({ id }) => seen[id]?.seconds ?? []);
        expect(times).toEqual(times.toSorted((a, b) => a - b));
        // Of these nothing tells when they were passed, only that they had been.
        for (const id of ["job-received", "pod-received", "binding-received", "pod-delivered"] as const)
          expect(seen[id]?.late).toBe(true);
        expect(seen["container-running"]!.source).toBe("container log");
      }
      expect(result.observed!.disagreements).toEqual([]);

      const unseen = unseenBy(result);
      for (const point of Object.values(hidden))
        expect(unseen.get(point)).toMatch(/^(kube-controller-manager|kube-scheduler|kubelet) log$/);
      expect(unseen.has("pod-received")).toBe(false);
      const grants = result.observed!.unseen.flatMap(({ grant }) => grant ?? []).join("\n");
      for (const right of ["leases", "watch", "nodes/proxy", "/metrics"]) expect(grants).toContain(right);
      const report = renderMarkdown(run);
      for (const point of Object.values(hidden)) expect(report).toContain(`\`${point}\``);
      expect(report).toMatch(
        /Seen only together for the last pod: \*\*S1 and S2\*\*, [^;]*; \*\*S3 and S4\*\*/,
      );
    }
    expect(await there.objects()).toEqual(before);
    const entries = (await readLedger()).flatMap((file) => ("entry" in file ? [file.entry.cluster] : []));
    expect(entries.filter((id) => id.startsWith("existing-"))).toEqual([]);
  },
  600_000,
);
