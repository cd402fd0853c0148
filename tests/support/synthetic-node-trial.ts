import { diagnose, factsOf } from "../../engine/diagnose/index.ts";
import { remediesOf } from "../../engine/remedies/index.ts";
import type { TrialRecord } from "../../engine/trial/index.ts";
import type { Plan } from "../../experiments/index.ts";
import { loadRules } from "../../rules/index.ts";
import { realRecord } from "./synthetic-real-run.ts";
import { realPath, type Times } from "./synthetic-stamps.ts";
import { syntheticPlan } from "./synthetic-trial.ts";

const rules = await loadRules();
export const node = "real-1";
const plan: Plan = {
  ...syntheticPlan,
  nodes: [{ name: node, kind: "real", cores: 2, memoryGiB: 4, maxPods: 110 }],
};
export const pods = ["baseline-1-0", "baseline-1-1"];
export const last = "baseline-1-1";

/** Two pods on one node; `later` moves all that comes after a point by so many milliseconds. */
export function recordOf(
  later: Partial<Record<string, number>>,
  record: Partial<TrialRecord> = {},
): TrialRecord {
  let shift = 0;
  const times = Object.fromEntries(
    Object.entries(realPath).map(([point, at]) => {
      shift += later[point] ?? 0;
      return [point, at + shift];
    }),
  ) as Times;
  const quiet = { requests: [], waits: [], metrics: [], warnings: [], calls: [] };
  const made = realRecord({
    nodes: [node, node],
    times: { ...times, "container-ready": undefined },
    record: { cores: 2, settings: [], ...quiet },
  });
  const { startedAt } = made.timeline;
  const ends = Array.from({ length: 200 }, (_, index) => startedAt + 100 * (index + 1));
  const cpu = ends.map((at) => ({ at, hostBusy: 0.2, cores: { node: 0.2 } }));
  return { ...made, cpu, ...record };
}

/** Facts, causes and remedies of a trial by the rules that come with Columbo. */
export function judged(trial: TrialRecord) {
  const facts = factsOf([trial], { plan, noiseSeconds: 0.2 });
  return {
    valueOf: (id: string) => facts.known.get(id)?.value,
    missing: facts.missing,
    causes: async () => (await diagnose(rules, facts)).findings.map(({ cause }) => cause),
    remedy: (id: string, cause: string) =>
      remediesOf(id).flatMap((remedy) =>
        remedy.values({ plan, settings: trial.settings, trial, facts, cause }),
      ),
  };
}

export const startedAt = recordOf({}).timeline.startedAt;
/** When the first pod wants its image, milliseconds since the epoch. */
export const wanted = startedAt + (realPath["sandbox-ready"] ?? 0);
