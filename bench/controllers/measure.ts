import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Plan } from "../../experiments/index.ts";
import { calibrate, type ServiceTimes } from "../../engine/model/index.ts";
import { createRunFolder } from "../../engine/store/index.ts";
import { openSession } from "../../engine/tune/session.ts";
import { provisioners, type Cluster } from "../../provisioners/index.ts";
import { cases, type Case } from "./objects.ts";
import { startOf, type Start } from "./start.ts";

/** Starts of every case on one cluster, and what its warm-up with Jobs says of the cluster. */
export interface Measured {
  readonly service: ServiceTimes;
  readonly starts: readonly (Start & { readonly case: Case })[];
}

/** Starts every case so many times on one cluster, in turn. */
export async function measureControllers(plan: Plan, times: number): Promise<Measured> {
  const { signal } = new AbortController();
  const cluster = await provisioners.local.up(plan, { report: () => undefined, signal });
  try {
    const service = await calibrated(cluster, plan);
    const starts: (Start & { readonly case: Case })[] = [];
    for (let time = 1; time <= times; time += 1)
      for (const [index, one] of cases.entries()) {
        const start = await startOf(cluster, one, `case-${index}-${time}`);
        const { created, running } = start;
        console.error(`bench: ${one.name} of ${one.pods}: ${created.toFixed(2)} s, ${running.toFixed(2)} s`);
        starts.push({ ...start, case: one });
      }
    return { service, starts };
  } finally {
    await cluster.down();
  }
}

/** The warm-up that `columbo diagnose` makes, a Job of one pod and a small one. */
async function calibrated(cluster: Cluster, plan: Plan): Promise<ServiceTimes> {
  const folder = await createRunFolder(await mkdtemp(join(tmpdir(), "columbo-bench-")), "controllers", plan);
  const { signal } = new AbortController();
  const session = openSession({ cluster, plan, folder, emit: () => undefined, signal });
  const { workload, podStart, nodes } = plan;
  const single = await session.trial("warm-up-single", { workload: { ...workload, instances: 1 } });
  const ramp = await session.trial("warm-up-ramp", {
    workload: { ...workload, instances: plan.tuning.warmup },
  });
  return calibrate({
    single,
    ramp,
    podStart,
    nodes: nodes.map(({ kind }) => kind),
    pods: workload.instances,
  });
}
