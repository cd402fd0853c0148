import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { median } from "simple-statistics";
import { limitsOf, simulate, type ServiceTimes } from "../../engine/model/index.ts";
import { loadExperiment, planOf, type Plan } from "../../experiments/index.ts";
import { columbo, markdown, shipped } from "../columbo.ts";
import { measureControllers, type Measured } from "./measure.ts";
import { cases, nodeCount, type Case } from "./objects.ts";

const times = 3;

/**
 * Deployments, StatefulSets and DaemonSets on a local cluster against the simulation, which is calibrated there with Jobs.
 * @param from a file that an earlier call kept its measurements in; absent = measures
 */
export async function controllersTable(from?: string): Promise<string> {
  const plan = await clusterPlan();
  if (from !== undefined) return tableOf(plan, JSON.parse(await readFile(from, "utf8")) as Measured);
  await columbo("setup", "--quiet");
  const measured = await measureControllers(plan, times);
  const kept = join(await mkdtemp(join(tmpdir(), "columbo-bench-controllers-")), "measured.json");
  await writeFile(kept, JSON.stringify(measured));
  console.error(`bench: judge these starts again with: npm run bench -- controllers --from ${kept}`);
  return tableOf(plan, measured);
}

/** The quickstart's cluster with more nodes. */
async function clusterPlan(): Promise<Plan> {
  const plan = planOf((await loadExperiment(shipped("quickstart"))).experiment);
  const [node] = plan.nodes;
  if (node === undefined) throw new TypeError("the quickstart has no nodes");
  const nodes = Array.from({ length: nodeCount }, (_, index) => ({ ...node, name: `worker-${index}` }));
  return { ...plan, nodes };
}

function tableOf(plan: Plan, { service, starts }: Measured): string {
  const rows = cases.flatMap((one) => {
    const own = starts.filter(({ case: of }) => of.name === one.name && of.pods === one.pods);
    const simulated = simulatedStart(plan, service, one);
    return (["created", "running"] as const).map((point) => {
      const measured = own.map((start) => start[point]).toSorted((a, b) => a - b);
      const middle = median(measured);
      return [
        one.name,
        String(one.pods),
        point,
        `${middle.toFixed(2)} s (${measured[0]?.toFixed(2)} to ${measured.at(-1)?.toFixed(2)})`,
        `${simulated[point].toFixed(2)} s`,
        `${(100 * (simulated[point] / middle - 1)).toFixed(0)} %`,
      ];
    });
  });
  return markdown(
    ["workload", "pods", "last pod", `measured, median of ${times}`, "simulated", "error"],
    rows,
  );
}

/** Seconds since the object reached the API server. */
function simulatedStart({ podStart, nodes, kubernetes }: Plan, service: ServiceTimes, one: Case) {
  const policy = one.podManagementPolicy;
  const settings =
    policy === undefined ? [] : [{ parameter: "workload.StatefulSet.podManagementPolicy", value: policy }];
  const { containers, deploymentSeconds } = simulate({
    kind: one.kind,
    method: "pod",
    instances: one.pods,
    podStart,
    nodes: nodes.map(({ kind }) => kind),
    limits: limitsOf(settings, kubernetes),
    service,
    seed: 1,
  });
  const sent = containers[0]?.times["job-received"] ?? 0;
  const created = Math.max(...containers.map(({ times: at }) => at["pod-received"]));
  return { created: created - sent, running: deploymentSeconds - sent };
}
