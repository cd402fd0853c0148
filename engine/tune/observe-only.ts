import { createHash } from "node:crypto";
import type { Plan, PlannedExisting } from "../../experiments/index.ts";
import type { Rule } from "../../rules/index.ts";
import { diagnose, factsOf } from "../diagnose/index.ts";
import { observedOf, type Result, type RunFolder } from "../store/index.ts";
import { observeRollout, type TrialRecord } from "../trial/index.ts";
import { findingNoiseOf } from "./compare.ts";
import { findingOf } from "./finding.ts";
import type { Tuned } from "./measure-and-tune.ts";
import { onCluster, type ClusterRequest } from "./on-cluster.ts";
import type { DiagnosedRun } from "./run.ts";
import { phaseOf } from "./phase.ts";
import type { ClusterSession } from "./session.ts";

export interface ObserveRequest extends Omit<ClusterRequest, "plan"> {
  readonly rules: readonly Rule[];
  readonly selector: string;
  readonly access: PlannedExisting;
  /** It ends when so many pods run. */
  readonly pods?: number;
  /** Seconds without a pod that comes or goes, after which a rollout that runs is over. */
  readonly quiet: number;
  /** Aborted when the user has seen enough. */
  readonly enough: AbortSignal;
}

const label = "rollout";
const untouched = "the rollout was only watched";

/** Watches a rollout that the user makes, and judges what was seen of it. @throws as `onCluster` does */
export async function observeOnly(request: ObserveRequest): Promise<DiagnosedRun> {
  const { selector, access } = request;
  return onCluster({ ...request, plan: rolloutPlan(selector, access), watchOnly: true }, (session, folder) =>
    watched(session, folder, request),
  );
}

async function watched(session: ClusterSession, folder: RunFolder, request: ObserveRequest): Promise<Tuned> {
  const { cluster, emit, signal } = session;
  const { selector, pods, quiet, enough, rules } = request;
  emit({ type: "phase", text: `Rollout of pods with ${selector}` });
  const record = await observeRollout({
    ...{ cluster, plan: session.plan, label, selector, quiet, emit, signal, enough },
    ...(pods === undefined ? {} : { pods }),
  });
  const plan = withCount(session.plan, record);
  await folder.replan(plan);
  await session.keep(record);
  const noiseSeconds = findingNoiseOf([record.deploymentSeconds]);
  const { findings, ruledOut, cannotTell } = await diagnose(rules, factsOf([record], { plan, noiseSeconds }));
  const { experiment, provider, kubernetes } = plan;
  const outcome: Tuned["outcome"] = {
    schema: 1,
    experiment,
    provider,
    kubernetes,
    verdict: verdictOf(findings.map(({ cause }) => cause)),
    headline: `${plan.workload.instances} containers of pods with ${selector} ran ${record.deploymentSeconds.toFixed(1)} s after the first pod was seen`,
    baseline: phaseOf([record], {}, {}),
    findings: findings.map((cause) => findingOf(cause, untouched)),
    ruledOut: [...ruledOut],
    cannotTell: [...cannotTell],
    iterations: 0,
    model: { note: "there is no model of a rollout that Columbo did not make" },
    observed: observedOf(record, plan),
    settings: [...record.settings],
    notes: [
      "Columbo deployed nothing and watched a rollout: the clock starts when the first pod was seen, and what made the pods was not",
    ],
  };
  return { outcome, shown: { before: label } };
}

/** A cause that was found is left as it is; "none" is a finding of its own. */
function verdictOf(causes: readonly string[]): Result["verdict"] {
  if (causes.length === 0) return "cannot-tell";
  return causes.includes("none") ? "nothing-to-tune" : "not-tried";
}

/** How much there was is known only afterwards. Pods of one container each are counted as pods. */
function withCount(plan: Plan, { timeline: { containers } }: TrialRecord): Plan {
  const pods = new Set(containers.map(({ pod }) => pod)).size;
  const method = containers.length > pods ? "container" : "pod";
  return { ...plan, workload: { ...plan.workload, method, instances: containers.length } };
}

function rolloutPlan(selector: string, access: PlannedExisting): Plan {
  const name = selector.replaceAll(/[^A-Za-z0-9]+/g, "-").replaceAll(/^-+|-+$/g, "");
  return {
    experiment: `rollout-${name}`,
    file: "",
    hash: createHash("sha256")
      .update(JSON.stringify([selector, access]))
      .digest("hex"),
    provider: "existing",
    // Until the cluster says which it is.
    kubernetes: "v0.0.0",
    nodes: [],
    podStart: { minMs: 0, maxMs: 0 },
    apiServerPort: 0,
    workload: {
      application: "empty",
      method: "pod",
      instances: 1,
      cpuCores: 0,
      memoryGB: 0,
      sleepSeconds: 0,
      client: "api",
    },
    existing: access,
    settings: [],
    tuning: {
      goal: "deployment_time",
      repeats: 1,
      warmup: 0,
      maxIterations: 0,
      allow: [],
      deny: [],
      rules: [],
      seed: 1,
    },
  };
}
