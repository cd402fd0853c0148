import { hasKubelet, type Plan } from "../../experiments/index.ts";
import {
  createRandom,
  priorServiceTimes,
  withWorkError,
  type Random,
  type ServiceTimes,
} from "../model/index.ts";

/**
 * Core-seconds that a pod's start takes on a node with containerd and runc: 100 pods, all at once, kept two cores busy
 * for 11.7 to 12.5 s, control plane included (Kubernetes v1.34.4 on one machine).
 */
const priorNodeWork = 0.22;

/**
 * What the work of a simulated cluster takes.
 * @param calibrated what a run measured; without it the priors hold
 * @throws TypeError when the plan simulates nothing
 */
export function simulatedServiceTimes(plan: Plan, calibrated?: ServiceTimes): ServiceTimes {
  const { simulated, nodes, tuning } = plan;
  if (simulated === undefined) throw new TypeError(`the plan of ${plan.experiment} simulates no cluster`);
  const cores = simulated.controlCores ?? calibrated?.cores ?? 1;
  const base = calibrated ?? priorServiceTimes(cores);
  const share = nodes.filter(({ kind }) => hasKubelet(kind)).length / Math.max(1, nodes.length);
  const onNode = simulated.nodeWork ?? (calibrated?.kubelet === undefined ? priorNodeWork : undefined);
  const ofKwok = Math.min(base.workPerPod.node, priorServiceTimes(cores).workPerPod.node);
  // The model counts the mean over all pods, which are spread evenly over all nodes.
  const node =
    share === 0 || onNode === undefined ? base.workPerPod.node : share * onNode + (1 - share) * ofKwok;
  const seconds = (milliseconds: number): number => milliseconds / 1000;
  const service: ServiceTimes = {
    ...base,
    cores,
    workPerPod: { ...base.workPerPod, node },
    ...(share === 0 || simulated.nodeCores === undefined ? {} : { nodeCores: simulated.nodeCores }),
    roundTrip: { client: seconds(simulated.roundTripMs.client), node: seconds(simulated.roundTripMs.node) },
    webhook: { object: 0, pod: seconds(simulated.webhookMs) },
    workError: simulated.workError,
  };
  return withWorkError(service, normal(createRandom(tuning.seed)));
}

/** A number of the standard normal distribution (Box and Muller, 1958). */
function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
