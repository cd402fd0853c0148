import { startTraceReceiver, type TraceReceiver } from "../engine/observe/index.ts";
import { runTrial, type TrialRecord } from "../engine/trial/index.ts";
import type { Plan } from "../experiments/index.ts";
import { provisioners, type Cluster } from "../provisioners/index.ts";

export type Level = NonNullable<Plan["observe"]>;

/** A cluster whose components tell as much as one level asks for. */
interface Stage {
  readonly level: Level;
  readonly plan: Plan;
  readonly cluster: Cluster;
  readonly traces?: TraceReceiver;
}

const never = new AbortController().signal;
const patienceSeconds = 120;

/**
 * Runs the plan's trial `times` times at each level, interleaved; seconds by level, in the order of the rounds.
 *
 * Each level has a cluster of its own, since audit, verbosity and tracing are set at the components' start, and all of
 * them run at the same time. An idle cluster costs a few hundredths of a core, the same for every level, and a trial
 * meets components that are as warm as in any run of Columbo's. With a fresh cluster for each trial every trial would be
 * the first one of its components, which differs more from one time to the next than observers cost, and most of the
 * time would go into starts. A first round is not counted. Later rounds begin with another level each, so that none
 * always follows the same one.
 */
export async function alternately<L extends Level>(
  plan: Plan,
  levels: readonly L[],
  times: number,
): Promise<Readonly<Record<L, readonly number[]>>> {
  const stages: Stage[] = [];
  const seconds = Object.fromEntries(levels.map((level) => [level, [] as number[]])) as Record<L, number[]>;
  try {
    for (const level of levels) stages.push(await open({ ...plan, observe: level }, level));
    for (let round = 0; round <= times; round += 1) {
      for (const level of inTurn(levels, round)) {
        const stage = stages.find((candidate) => candidate.level === level);
        if (stage === undefined) continue;
        const took = await measure(stage, `${level}-${round}`);
        console.error(`bench: round ${round}, ${level}: ${took.toFixed(2)} s`);
        if (round > 0) seconds[level].push(took);
      }
    }
  } finally {
    for (const { cluster, traces } of stages) {
      await cluster.down();
      await traces?.stop();
    }
  }
  return seconds;
}

/** Every other round in the other direction. */
function inTurn<L>(levels: readonly L[], round: number): readonly L[] {
  const start = round % levels.length;
  const turned = [...levels.slice(start), ...levels.slice(0, start)];
  return round % 2 === 0 ? turned : turned.reverse();
}

async function open(plan: Plan, level: Level): Promise<Stage> {
  const traces = level === "all" ? await startTraceReceiver() : undefined;
  const tracing = traces === undefined ? {} : { tracing: { endpoint: traces.endpoint } };
  const host = { report: () => undefined, signal: never, ...tracing };
  try {
    const cluster = await provisioners.local.up(plan, host);
    return { level, plan, cluster, ...(traces === undefined ? {} : { traces }) };
  } catch (error) {
    await traces?.stop();
    throw error;
  }
}

async function measure({ plan, cluster, traces }: Stage, label: string): Promise<number> {
  await cluster.reset();
  const record = await runTrial({
    cluster,
    plan,
    label,
    workload: plan.workload,
    emit: () => undefined,
    signal: never,
    patienceSeconds,
    ...(traces === undefined ? {} : { traces }),
  });
  return clockSeconds(record);
}

/**
 * Until the API had said of every container that it runs, by Columbo's clock: what all levels see alike. The time that
 * trials are judged by comes from better sources, where there are any.
 */
function clockSeconds({ label, timeline }: TrialRecord): number {
  const seconds = Math.max(
    ...timeline.containers.map(({ points }) => points["running-reported"]?.seconds ?? Number.NaN),
  );
  if (Number.isNaN(seconds)) {
    const why = timeline.gaps.find(({ point }) => point === "running-reported")?.why ?? "no reason is known";
    throw new Error(`trial ${label}: not every container was reported running: ${why}`);
  }
  return seconds;
}
