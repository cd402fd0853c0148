import { hasKubelet, type Plan, type PlannedSimulation } from "../../experiments/index.ts";
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

/** A cluster of which the plan says no more: the control plane's machine, and nodes on it. */
const plain: PlannedSimulation = {
  roundTripMs: { client: 0, node: 0 },
  webhookMs: 0,
  workError: 0,
  images: 1,
};

/**
 * What the work of the plan's cluster takes, as far as a simulation must assume it.
 * @param calibrated what a run measured; without it the priors hold
 * @param cores of the control plane's machine, where neither plan nor calibration says
 */
export function simulatedServiceTimes(plan: Plan, calibrated?: ServiceTimes, cores = 1): ServiceTimes {
  const { simulated = plain, tuning } = plan;
  const controlCores = simulated.controlCores ?? calibrated?.cores ?? cores;
  const base = calibrated ?? priorServiceTimes(controlCores);
  const hasKubelets = plan.nodes.some(({ kind }) => hasKubelet(kind));
  const service: ServiceTimes = {
    ...base,
    cores: controlCores,
    workPerPod: { ...base.workPerPod, node: nodeWork(plan, simulated, base, calibrated !== undefined) },
    ...(hasKubelets && simulated.nodeCores !== undefined ? { nodeCores: simulated.nodeCores } : {}),
    roundTrip: {
      client: simulated.roundTripMs.client / 1000,
      node: simulated.roundTripMs.node / 1000,
    },
    webhook: { object: 0, pod: simulated.webhookMs / 1000 },
  };
  if (simulated.workError === 0) return service;
  const off = normal(createRandom(tuning.seed));
  return {
    ...withWorkError({ ...service, workError: simulated.workError }, off),
    workError: service.workError,
  };
}

/** Core-seconds per pod on its node: the mean over all nodes, over which pods are spread evenly. */
function nodeWork(
  { nodes }: Plan,
  simulated: PlannedSimulation,
  base: ServiceTimes,
  isCalibrated: boolean,
): number {
  const share = nodes.filter(({ kind }) => hasKubelet(kind)).length / Math.max(1, nodes.length);
  const onNode =
    simulated.nodeWork ?? (isCalibrated && base.kubelet !== undefined ? undefined : priorNodeWork);
  if (share === 0 || onNode === undefined) return base.workPerPod.node;
  const ofKwok = Math.min(base.workPerPod.node, priorServiceTimes(base.cores).workPerPod.node);
  return share * onNode + (1 - share) * ofKwok;
}

/** A number of the standard normal distribution (Box and Muller, 1958). */
function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
