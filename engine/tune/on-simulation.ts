import { createHash } from "node:crypto";
import type { Plan } from "../../experiments/index.ts";
import type { Setting } from "../../knowledge/index.ts";
import type { Rule } from "../../rules/index.ts";
import { counted } from "../counted.ts";
import type { ServiceTimes } from "../model/index.ts";
import { simulatedRecord, simulatedServiceTimes } from "../simulated/index.ts";
import type { RunFolder } from "../store/index.ts";
import { calibrationOf } from "./calibration.ts";
import { measureAndTune } from "./measure-and-tune.ts";
import { finishRun, inRunFolder, type DiagnosedRun, type RunRequest } from "./run.ts";
import { sessionOf, type Session } from "./session.ts";

export interface SimulationRequest extends RunRequest {
  readonly rules: readonly Rule[];
}

/**
 * The whole of `columbo diagnose` on a cluster that is simulated: the same loop, whose trials take no longer than their
 * arithmetic and need nothing of the machine.
 * @throws StoreError when the run that the plan takes its times from cannot be calibrated on
 */
export async function diagnoseSimulation(request: SimulationRequest): Promise<DiagnosedRun> {
  const { plan, emit, rules, startedAt } = request;
  const service = await serviceTimesFor(plan);
  return inRunFolder(request, async (folder) => {
    const { kubernetes, nodes } = plan;
    emit({
      type: "phase",
      text: `Cluster: simulated, Kubernetes ${kubernetes}, ${counted(nodes.length, "worker")}`,
    });
    const session = simulationSession(request, folder, service);
    const tuned = await measureAndTune(session, rules, startedAt);
    return finishRun(request, folder, tuned, {
      notes: [noteOn(plan)],
      trialSeconds: session.trialSeconds(),
    });
  });
}

/** Service times of a simulated cluster, calibrated where the plan says on what. */
async function serviceTimesFor(plan: Plan): Promise<ServiceTimes> {
  const folder = plan.simulated?.calibration;
  return simulatedServiceTimes(plan, folder === undefined ? undefined : await calibrationOf(folder));
}

/** A session whose cluster has no more than settings. */
function simulationSession(
  { plan, emit, signal }: RunRequest,
  folder: RunFolder,
  service: ServiceTimes,
): Session {
  let settings: readonly Setting[] = plan.settings;
  return sessionOf({
    cluster: {
      apply(next) {
        settings = next;
        return Promise.resolve();
      },
    },
    plan,
    emit,
    signal,
    folder,
    async run(label, { workload = plan.workload }) {
      // Lets an interrupt through, which nothing else does between two simulations.
      await new Promise(setImmediate);
      signal.throwIfAborted();
      emit({ type: "step", text: `simulating trial ${label}` });
      const seed = seedOf(plan.tuning.seed, label);
      const trial = { plan, label, workload, settings, service, seed, startedAt: Date.now() };
      const record = simulatedRecord(trial);
      emit({ type: "trial-done", label, deploymentSeconds: record.deploymentSeconds });
      return record;
    },
  });
}

/** Every trial has a chance of its own, and the same one in every run with this seed. */
function seedOf(seed: number, label: string): number {
  return createHash("sha256").update(`${seed} ${label}`).digest().readUInt32BE(0);
}

function noteOn({ simulated }: Plan): string {
  const from =
    simulated?.calibration === undefined
      ? "a machine of Columbo's own lab"
      : "a run that was measured on a cluster";
  return `nothing was measured: the cluster is simulated, and what its work takes is from ${from}`;
}
