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

const controlPlane = ["etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler"];
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
      [...controlPlane, "client"].map((part) => [`${part}.cores`, coresOf(stretches, [part])]),
    ),
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
  const during = full.intervals.length > 0 ? full.intervals : [view.window];
  const weight = (stretch: CpuStretch): number => overlap(stretch, during);
  const used = meanOver(stretches, weight, (sample) =>
    parts
      .filter((part) => isOnBusiest(sample, part))
      .reduce((sum, part) => sum + (sample.cores[part] ?? 0), 0),
  );
  const busy = meanOver(stretches, weight, (sample) =>
    busiestMachine(sample).isNodes ? (sample.cores["node"] ?? 0) : sample.hostBusy * view.record.cores,
  );
  if (used === undefined || busy === undefined) return unsampled;
  return known(busy === 0 ? 0 : Math.min(1, used / busy), origin);
}

/** Where nodes have machines of their own, they and the control plane do not compete. */
function isOnBusiest(sample: CpuSample, part: string): boolean {
  if (sample.nodesBusy === undefined) return true;
  return (part === "node") === busiestMachine(sample).isNodes;
}

function coresOf(stretches: readonly CpuStretch[], parts: readonly string[]): Reading {
  const mean = meanOver(stretches, length, ({ cores }) =>
    parts.reduce((sum, part) => sum + (cores[part] ?? 0), 0),
  );
  return mean === undefined ? unsampled : known(mean, origin);
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
