import { known, missing, type Reading, type Readings } from "../fact-set.ts";
import { total } from "../intervals.ts";
import { readable } from "../numbers.ts";
import { heldByQuota } from "../overload.ts";
import type { TrialView } from "../trial-view.ts";
import { shareOfDeployment } from "../share-of-deployment.ts";
import { otherClientFacts } from "./other-clients.ts";
import { processorFacts } from "./processor.ts";

/** From this part of all processor use on it is the control plane that uses the machine up. */
const controlPlanesOwn = 0.5;
/** From this part of the API server's time on another client is why it has none to spare. */
const othersShare = 0.25;

/** Whether the API server had processor time to spare, and what took it. */
export function overloadFacts(view: TrialView): Readings {
  const held = heldSeconds(view);
  const others = otherClientFacts(view);
  return {
    ...others,
    "kube-apiserver.quota-cores": quota(view),
    "kube-apiserver.held-seconds": held,
    "kube-apiserver.held-share": shareOfDeployment(view, held, "kube-apiserver.held-seconds / deployment"),
    ...causeOf(held, others, processorFacts(view)),
  };
}

function quota({ record }: TrialView): Reading {
  if (record.cpu.length === 0) return missing("processor use was not sampled");
  const cores = record.cpu.map(({ quotas }) => quotas?.["kube-apiserver"]?.cores ?? 0);
  return known(Math.max(0, ...cores), "kube-apiserver's control group, 0 = no quota");
}

function heldSeconds(view: TrialView): Reading {
  const held = heldByQuota(view);
  return "unknown" in held ? missing(held.unknown) : known(total(held.intervals), held.origin);
}

/** What of it explains most, in words that a title can take. */
function causeOf(held: Reading, others: Readings, processor: Readings): Readings {
  const number = (reading: Reading | undefined): number =>
    reading === undefined || "missing" in reading ? 0 : Number(reading.value);
  const text = (reading: Reading | undefined): string =>
    reading === undefined || "missing" in reading ? "" : String(reading.value);
  const machine = processor["host.saturated-seconds"] ?? missing("processor use was not sampled");
  if ("missing" in machine || "missing" in held) {
    const why = "missing" in held ? held : machine;
    return { "kube-apiserver.overloaded-seconds": why, "kube-apiserver.overload-reason": why };
  }
  const client = `${text(others["other-clients.user"])} took ${readable(100 * number(others["other-clients.share"]))} % of its time (${text(others["other-clients.request"])})`;
  const isOthers = number(others["other-clients.share"]) >= othersShare;
  const isOwn = number(processor["control-plane.cores-share"]) >= controlPlanesOwn;
  const reasons = [
    { seconds: number(held), why: "the quota of its control group is used up" },
    {
      seconds: isOwn ? number(machine) : 0,
      why: isOthers ? client : "the machine under the control plane is used up",
    },
    { seconds: isOthers ? number(others["other-clients.delay-seconds"]) : 0, why: client },
  ].toSorted((a, b) => b.seconds - a.seconds);
  const [first = { seconds: 0, why: "" }] = reasons;
  const origin = "the quota, the machine's processor and the requests of other clients";
  return {
    "kube-apiserver.overloaded-seconds": known(first.seconds, origin),
    "kube-apiserver.overload-reason": known(first.seconds > 0 ? first.why : "none", origin),
  };
}
