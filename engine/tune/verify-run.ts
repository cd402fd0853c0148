import type { Plan, PlannedExisting } from "../../experiments/index.ts";
import { counted } from "../counted.ts";
import { createRandom } from "../model/index.ts";
import {
  observedOf,
  readRun,
  readTrials,
  type Finding,
  type Result,
  type RunFolder,
} from "../store/index.ts";
import type { TrialRecord } from "../trial/index.ts";
import { medianTrial } from "../trial/median-trial.ts";
import type { Tuned } from "./measure-and-tune.ts";
import { onCluster, type ClusterRequest } from "./on-cluster.ts";
import type { DiagnosedRun } from "./run.ts";
import { unshown } from "./outcome-words.ts";
import { phaseOf } from "./phase.ts";
import { measuredOf, proofOf, type Proof } from "./proof.ts";
import type { ClusterSession } from "./session.ts";
import { endingOf } from "./ending.ts";
import { headlineOf } from "./verdict.ts";
import { VerifyError } from "./verify-error.ts";

export interface VerifyRequest extends Omit<ClusterRequest, "plan"> {
  /** The run folder whose recommended change somebody made. */
  readonly run: string;
  /** Another way to the same cluster than the run's. */
  readonly access: PlannedExisting;
}

/** What is compared with. */
interface Before {
  readonly folder: string;
  readonly plan: Plan;
  readonly result: Result;
  readonly trials: readonly TrialRecord[];
}

/**
 * Measures again under a run's plan and says whether the change that it recommended helped: the same comparison as
 * after a change of Columbo's own, between the run's baseline and new trials. The new run folder holds both.
 * @throws VerifyError when the run recommends nothing or the cluster is another one; else as `onCluster` does
 */
export async function verifyRun(request: VerifyRequest): Promise<DiagnosedRun> {
  const before = await beforeOf(request.run);
  const { experiment, existing } = before.plan;
  const plan: Plan = {
    ...before.plan,
    experiment: `${experiment}-verified`,
    existing: { ...existing, ...request.access },
  };
  return onCluster({ ...request, plan }, (session, folder) => measureAgain(session, folder, before));
}

async function beforeOf(folder: string): Promise<Before> {
  const { plan, result } = await readRun(folder);
  if (plan.provider !== "existing")
    throw new VerifyError(
      `${folder} was measured on a cluster of Columbo's own, which ended with it: "columbo diagnose" makes and proves changes there itself`,
    );
  if (!result.findings.some(isRecommended))
    throw new VerifyError(`${folder} recommends no change: expected a run with a change to make by hand`);
  const trials = (await readTrials(folder)).filter(({ label }) => label.startsWith("baseline-"));
  return { folder, plan, result, trials };
}

function isRecommended({ changes, outcome }: Finding): boolean {
  return changes.length > 0 && outcome !== "kept" && outcome !== "rolled-back";
}

async function measureAgain(session: ClusterSession, folder: RunFolder, before: Before): Promise<Tuned> {
  const { cluster, plan, emit } = session;
  requireSame(session, before);
  // The folder shall hold all that its result rests on.
  for (const trial of before.trials) await folder.writeTrial(trial);
  emit({ type: "phase", text: `Again, after the change: ${counted(plan.tuning.repeats, "trial")}` });
  await session.trial("warm-up-single", { workload: { ...plan.workload, method: "pod", instances: 1 } });
  const trials = await session.repeat("after", {
    expectedSeconds: before.result.baseline?.deploymentSeconds.median,
  });
  const compared = { before: before.trials, again: [], after: trials };
  const proof = proofOf(compared, createRandom(plan.tuning.seed), 0);
  const verdict = proof.better ? "improved" : "not-confirmed";
  const measured = measuredOf(compared, proof);
  const [baseline, final] = [phaseOf(before.trials, {}, {}), phaseOf(trials, {}, {})];
  const [from, to] = [endingOf(before.trials), endingOf(trials)];
  const isWhole = from.incomplete === undefined && to.incomplete === undefined;
  const { findings, environment: _environment, notes: _notes, ...kept } = before.result;
  return {
    outcome: {
      ...kept,
      experiment: plan.experiment,
      verdict,
      headline: headlineOf(plan, verdict, undefined, from, to),
      baseline,
      final,
      ...(isWhole ? { change: to.seconds / from.seconds - 1 } : {}),
      findings: findings.map((finding) =>
        isRecommended(finding) ? { ...finding, ...outcomeOf(proof), measured } : finding,
      ),
      model: {},
      observed: observedOf(medianTrial(trials), plan),
      settings: [...cluster.settings()],
      notes: [...unchanged(session, findings)],
    },
    shown: { before: medianTrial(before.trials).label, after: medianTrial(trials).label },
  };
}

function requireSame({ cluster }: ClusterSession, { folder, result }: Before): void {
  if (result.cluster !== undefined && result.cluster !== cluster.fingerprint)
    throw new VerifyError(
      `${folder} was measured on another cluster than ${cluster.apiServer}: name the same one with --kubeconfig and --context`,
    );
  if (result.kubernetes !== cluster.kubernetes)
    throw new VerifyError(
      `${folder} was measured under Kubernetes ${result.kubernetes}, and the cluster runs ${cluster.kubernetes} now: measure anew with "columbo diagnose"`,
    );
}

/** Says where the cluster shows that a change was not made. */
function unchanged({ cluster }: ClusterSession, findings: readonly Finding[]): readonly string[] {
  return findings.filter(isRecommended).flatMap(({ changes }) =>
    changes.flatMap(({ parameter, to }) => {
      const found = cluster.settings().find((setting) => setting.parameter === parameter);
      return found === undefined || found.value === to
        ? []
        : [`${parameter} is ${found.value} on the cluster, while ${to} was recommended`];
    }),
  );
}

function outcomeOf(proof: Proof): Pick<Finding, "outcome" | "reason"> {
  return proof.better
    ? { outcome: "confirmed", reason: "trials after it were faster beyond their spread" }
    : { outcome: "not-confirmed", reason: unshown(proof) };
}
