/** A session whose cluster is fake: its trials are made by arithmetic, from the settings that were applied last. */
import type { Plan } from "../../../experiments/index.ts";
import type { Setting } from "../../../knowledge/index.ts";
import type { Cluster } from "../../../provisioners/index.ts";
import type { TrialRecord } from "../../../engine/trial/index.ts";
import { budgetOf } from "../../../engine/tune/budget.ts";
import type { Measured } from "../../../engine/tune/measured.ts";
import { resultOf, type Outcome } from "../../../engine/tune/result.ts";
import type { Session } from "../../../engine/tune/session.ts";
import { trialModel } from "../../../engine/tune/trial-model.ts";
import { tune, type Tuning } from "../../../engine/tune/tune.ts";
import { loadRules } from "../../../rules/index.ts";
import { improvedRun } from "../../support/synthetic-runs.ts";
import { syntheticPlan, syntheticTrial, type SyntheticSetup } from "../../support/synthetic-trial.ts";

export const controllerQps = "kube-controller-manager.kube-api-qps";
export const controllerBurst = "kube-controller-manager.kube-api-burst";

/** A plan of 200 pods in one Job with other limits of the tuning. */
export function planOf(tuning: Partial<Plan["tuning"]> = {}, settings: readonly Setting[] = []): Plan {
  const { plan } = improvedRun(200);
  return {
    ...plan,
    hash: syntheticPlan.hash,
    podStart: { minMs: 500, maxMs: 500 },
    settings,
    tuning: { ...plan.tuning, ...tuning },
  };
}

/** What a fake cluster does to a trial. */
export interface FakeCluster {
  /** Properties of the workload's trials, not of the warm-up, beside what settings do. */
  readonly setup?: Partial<SyntheticSetup>;
  /** False for a cluster on which settings change nothing. */
  readonly obeys?: boolean;
  /** True for a cluster on which the second trial after a change is far slower than any before it. */
  readonly worsens?: boolean;
  /** What a record lacks of what observers would have seen. */
  readonly blind?: (trial: TrialRecord) => TrialRecord;
  /** What else the cluster does to the trial that is the `place`th since the start, warm-up left out. */
  readonly alters?: (trial: TrialRecord, place: number) => TrialRecord;
  /** Thrown by the trials of this prefix. */
  readonly fails?: { readonly prefix: string; readonly error: Error };
}

export interface FakeRun {
  readonly tuning: Tuning;
  readonly outcome: Outcome;
  /** Every set of settings that was applied, in order. */
  readonly applied: readonly (readonly Setting[])[];
  /** The trials that ran beyond the baseline's, in order. */
  readonly labels: readonly string[];
}

/** Tunes a fake cluster by the shipped rules. `startedAt` of the command in milliseconds since the epoch. */
export async function tuneFake(
  plan: Plan,
  fake: FakeCluster = {},
  startedAt: number = Date.now(),
): Promise<FakeRun> {
  const applied: (readonly Setting[])[] = [];
  const labels: string[] = [];
  let place = 0;
  let settings = plan.settings;
  const trials = (prefix: string, change = fake.setup ?? {}, count = plan.tuning.repeats) =>
    Array.from({ length: count }, (_, index): TrialRecord => {
      const made = syntheticTrial({
        podsPerJob: plan.workload.instances,
        ...limitsUnder(fake.obeys === false ? [] : settings),
        // Trials differ a little, as real ones do.
        callSeconds: 0.25 + 0.01 * index,
        ...change,
      });
      const trial = { ...made, label: `${prefix}-${index + 1}`, settings };
      return fake.blind?.(trial) ?? trial;
    });
  const altered = (trial: TrialRecord): TrialRecord => fake.alters?.(trial, (place += 1)) ?? trial;
  const [single, ramp] = [1, 20].map((podsPerJob) => trials("warm-up", { podsPerJob, jobs: 1 }, 1)[0]!);
  const cluster = {
    apply: (next: readonly Setting[]) => {
      applied.push(next);
      settings = next;
      return Promise.resolve();
    },
  } as Cluster;
  const session: Session = {
    cluster,
    plan,
    emit: () => undefined,
    signal: new AbortController().signal,
    trial(label) {
      labels.push(label);
      if (fake.fails !== undefined && label.startsWith(fake.fails.prefix))
        return Promise.reject(fake.fails.error);
      const [, prefix = label, number = "1"] = /^(.*)-(\d+)$/.exec(label) ?? [];
      const last = altered(trials(prefix, fake.setup, Number(number)).at(-1)!);
      const isWorse = fake.worsens === true && /^change-\d+-[2-9]$/.test(label);
      return Promise.resolve(isWorse ? { ...last, deploymentSeconds: 60 } : last);
    },
    repeat: (prefix) => Promise.resolve(trials(prefix).map(altered)),
    keep: () => Promise.resolve(),
    trialSeconds: () => 0,
  };
  const measured = await session.repeat("baseline");
  const model = trialModel(plan, { single: single!, ramp: ramp! }, measured);
  const baselinePrediction = model.baselinePrediction();
  const baseline: Measured = {
    settings: plan.settings,
    trials: measured,
    ...(baselinePrediction.refused ? {} : { predicted: baselinePrediction.stages }),
  };
  const rules = await loadRules([]);
  const tuning = await tune(session, rules, model, baseline, budgetOf(plan.tuning, startedAt));
  return { tuning, outcome: resultOf(plan, model, baseline, tuning), applied, labels };
}

function limitsUnder(settings: readonly Setting[]): Partial<SyntheticSetup> {
  const of = (parameter: string, stock: number): number =>
    Number(settings.find((setting) => setting.parameter === parameter)?.value ?? stock);
  return {
    controller: { qps: of(controllerQps, 20), burst: of(controllerBurst, 30) },
    scheduler: {
      qps: of("kube-scheduler.clientConnection.qps", 50),
      burst: of("kube-scheduler.clientConnection.burst", 100),
    },
  };
}
