import type { Plan } from "../../../experiments/index.ts";
import { diagnose, factsOf, type Diagnosis, type FactContext } from "../../../engine/diagnose/index.ts";
import type { TrialRecord } from "../../../engine/trial/index.ts";
import type { Rule } from "../../../rules/index.ts";

/** A public report of a slow deployment, as a recorded input with what must be said of it. */
export interface RecordedCase {
  readonly id: number;
  readonly title: string;
  /** Where somebody reported it. */
  readonly source: string;
  /** What was reported, in our words. */
  readonly reported: string;
  readonly plan: Plan;
  readonly record: TrialRecord;
  readonly model?: FactContext["model"];
  /** The cause that must come first. */
  readonly cause: string;
  /** Parameters that its finding must suggest; empty where nothing in Kubernetes is to be set. */
  readonly suggests: readonly string[];
  /** Causes that must not be found, and parameters that no finding may suggest: what looks alike in the report. */
  readonly refused: readonly string[];
}

/** The client rate limits: what must not be raised where something else is slow. */
export const clientLimits: readonly string[] = [
  "kube-controller-manager.kube-api-qps",
  "kube-scheduler.clientConnection.qps",
  "kubelet.kubeAPIQPS",
];

/** A single trial shows nothing of the noise: the least that trials differ by is taken, 5 %. */
const noiseShare = 0.05;

/** What rules say of a case. */
export async function judgeCase(
  { plan, record, model }: RecordedCase,
  rules: readonly Rule[],
): Promise<Diagnosis> {
  const noiseSeconds = noiseShare * record.deploymentSeconds;
  const context = { plan, noiseSeconds, ...(model === undefined ? {} : { model }) };
  return diagnose(rules, factsOf([record], context));
}

/** Which of the causes and parameters to be refused were named all the same. */
export function namedThough({ refused }: RecordedCase, { findings }: Diagnosis): readonly string[] {
  const named = findings.flatMap(({ cause, suggests }) => [cause, ...suggests]);
  return refused.filter((one) => named.includes(one));
}
