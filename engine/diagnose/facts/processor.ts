import { othersCores } from "../../trial/processor-use.ts";
import type { CpuSample } from "../../trial/record.ts";
import { known, missing, type Reading, type Readings } from "../fact-set.ts";
import { overlap, total } from "../intervals.ts";
import { quantileOf } from "../numbers.ts";
import { busiestMachine, cpuStretches, length, meanOver, type CpuStretch } from "../processor.ts";
import { oncePerTrial, type TrialView } from "../trial-view.ts";
import { onKubelets } from "../nodes.ts";
import { saturatedWithoutWaits } from "../overload.ts";
import { shareOfDeployment } from "../share-of-deployment.ts";

const components = ["etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler"];
/** What of its virtual machine is told apart is no longer counted as the machine's. */
const controlPlane = [...components, "control-machine"];
/** kwok plays nodes; those with a kubelet are sampled with all that runs on them. */
const nodePrograms = ["node", "kwok"];
const origin = "processor time from /proc";
const unsampled = missing("processor use was not sampled");

/** How busy the machine was, who used it, and whether that was the limit. */
export const processorFacts = oncePerTrial((view): Readings => {
  const stretches = cpuStretches(view);
  const full = saturatedWithoutWaits(view);
  const seconds = "unknown" in full ? missing(full.unknown) : known(total(full.intervals), full.origin);
  return {
    "host.cores": hostCores(view),
    "host.busy-share": share(meanOver(stretches, length, ({ hostBusy }) => hostBusy)),
    "host.busiest": busiest(stretches),
    "host.others-cores": others(view, stretches),
    "host.saturated-seconds": seconds,
    "host.saturated-share": shareOfDeployment(view, seconds, "saturated / deployment"),
    "control-plane.cores-share": coresShare(view, stretches, full, controlPlane),
    "node.cores-share": coresShare(view, stretches, full, nodePrograms),
    "node.seconds-per-pod": nodeSecondsPerPod(view, stretches),
    "node.cores": coresOf(stretches, nodePrograms),
    ...Object.fromEntries(
      components.map((part) => [`${part}.cores`, coresOfComponent(view, stretches, part)]),
    ),
    "client.cores": coresOf(stretches, ["client"]),
  };
});

/** Of a cluster that was there already, this machine is no part. */
function hostCores({ record, context: { plan } }: TrialView): Reading {
  if (plan.provider === "existing") return missing("the cluster runs on machines that Columbo does not see");
  return known(record.cores, "number of processors");
}

function others({ record }: TrialView, stretches: readonly CpuStretch[]): Reading {
  const cores = quantileOf(
    stretches.map(({ sample }) => othersCores(sample, record.cores)),
    0.5,
  );
  return cores === undefined
    ? unsampled
    : known(cores, `${origin}: all of it, less what the cluster, its client and Columbo used`);
}

function coresShare(
  view: TrialView,
  stretches: readonly CpuStretch[],
  full: ReturnType<typeof saturatedWithoutWaits>,
  parts: readonly string[],
): Reading {
  if ("unknown" in full) return missing(full.unknown);
  if (stretches.length > 0 && !wasSeen(stretches, parts)) return missing("what they used was not seen");
  const during = full.intervals.length > 0 ? full.intervals : [view.window];
  const weight = (stretch: CpuStretch): number => overlap(stretch, during);
  const used = meanOver(stretches, weight, (sample) =>
    usedBy(
      sample,
      parts.filter((part) => isOnBusiest(sample, part)),
    ),
  );
  const busy = meanOver(stretches, weight, (sample) => busyCores(sample, view.record.cores));
  if (used === undefined || busy === undefined) return unsampled;
  return known(busy === 0 ? 0 : Math.min(1, used / busy), origin);
}

function wasSeen(stretches: readonly CpuStretch[], parts: readonly string[]): boolean {
  return stretches.some(({ sample: { cores } }) => parts.some((part) => part in cores));
}

/** What was used of the busiest machine. */
function busyCores(sample: CpuSample, ofHost: number): number {
  const { of } = busiestMachine(sample);
  return of === "host" ? sample.hostBusy * ofHost : usedBy(sample, of === "nodes" ? ["node"] : controlPlane);
}

function usedBy({ cores }: CpuSample, parts: readonly string[]): number {
  return parts.reduce((sum, part) => sum + (cores[part] ?? 0), 0);
}

/** Where nodes have machines of their own, they and the control plane do not compete, unless all are on this host. */
function isOnBusiest(sample: CpuSample, part: string): boolean {
  const { of } = busiestMachine(sample);
  if (of === "host") return sample.nodesBusy === undefined || part !== "node";
  return (part === "node") === (of === "nodes");
}

function coresOf(stretches: readonly CpuStretch[], parts: readonly string[]): Reading {
  const mean = meanOver(stretches, length, (sample) => usedBy(sample, parts));
  return mean === undefined ? unsampled : known(mean, origin);
}

/** Of a virtual machine's components Columbo sees the sum, which it parts as they count themselves. */
function coresOfComponent(view: TrialView, stretches: readonly CpuStretch[], part: string): Reading {
  const cores = coresOf(stretches, [part]);
  if ("missing" in cores) return cores;
  if (!wasSeen(stretches, [part])) return missing(`nobody saw what ${part} used`);
  return view.context.plan.provider === "qemu"
    ? { ...cores, origin: `${origin} of its machine, parted as process_cpu_seconds_total grew` }
    : cores;
}

/** What a node does for a pod: kubelet, runtime, sandbox and the application's own start. */
function nodeSecondsPerPod(view: TrialView, stretches: readonly CpuStretch[]): Reading {
  const pods = new Set(onKubelets(view).map(({ pod }) => pod)).size;
  if (pods === 0) return missing("no node has a kubelet");
  if (stretches.length === 0) return unsampled;
  const used = stretches.reduce(
    (sum, stretch) => sum + length(stretch) * (stretch.sample.cores["node"] ?? 0),
    0,
  );
  return known(used / pods, `${origin} and control groups`);
}

function share(mean: number | undefined): Reading {
  return mean === undefined ? unsampled : known(Math.min(1, mean), origin);
}

function busiest(stretches: readonly CpuStretch[]): Reading {
  const parts = new Set(stretches.flatMap(({ sample }) => Object.keys(sample.cores)));
  let [most, name] = [0, ""];
  for (const part of parts) {
    const mean = meanOver(stretches, length, ({ cores }) => cores[part] ?? 0) ?? 0;
    if (mean > most) [most, name] = [mean, part];
  }
  return name === "" ? unsampled : known(name, origin);
}
