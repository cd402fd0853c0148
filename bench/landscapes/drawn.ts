import { createRandom } from "../../engine/model/index.ts";
import { cluster, controller, job, jobSyncs, limits, machines, nodes, scheduler } from "./landscape.ts";
import type { Landscape } from "./landscape.ts";

const seed = 20_261_128;
const methods = ["pod", "file", "call", "container"] as const;

/** Workloads, machines and limits by chance: nobody looked at them when the search was written. */
export const drawn: readonly Landscape[] = Array.from({ length: 6 }, (_, index) => drawnAt(seed + index));

function drawnAt(from: number): Landscape {
  const random = createRandom(from);
  /** Between two numbers, evenly on a logarithmic scale. */
  const between = (low: number, high: number): number => low * (high / low) ** random();
  const whole = (low: number, high: number): number => Math.round(between(low, high));
  const method = methods[Math.floor(random() * methods.length)] ?? "pod";
  const [pods, workers, qps] = [whole(60, 800), whole(1, 16), whole(5, 100)];
  const [cores, nodeCores] = [whole(2, 16), whole(2, 16)];
  return {
    name: `${pods} by ${method}, ${workers} nodes, controller at ${qps}`,
    family: "drawn",
    input: job(pods, {
      method,
      nodes: nodes(workers, "existing"),
      service: machines(cores, between(0.02, 0.5), { nodeCores, contention: between(0.001, 0.01) }),
      limits: limits({
        [controller[0]]: qps,
        [controller[1]]: whole(qps, 2 * qps),
        [scheduler[0]]: whole(10, 200),
        [scheduler[1]]: whole(10, 400),
        [jobSyncs]: whole(1, 20),
        "kubelet.kubeAPIQPS": whole(2, 100),
        "kubelet.kubeAPIBurst": whole(2, 200),
      }),
    }),
    parameters: cluster,
  };
}
