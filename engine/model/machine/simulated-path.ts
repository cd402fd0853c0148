import type { Path } from "../../../knowledge/index.ts";
import { createRandom } from "../kernel/random.ts";
import type { TokenBucketUse } from "../stations/token-bucket.ts";
import { Compiler } from "./compiler.ts";
import { Entities, type Nodes, type Reached } from "./entities.ts";
import { Layout } from "./layout.ts";
import { Machine } from "./machine.ts";
import type { Given } from "./quantities.ts";
import { Recorder } from "./recorder.ts";
import { compileStep } from "./steps.ts";
import { createStations, usesOf, workOf } from "./stations.ts";

/** A path with what passes it. */
export interface PathRun {
  readonly path: Path;
  readonly given: Given;
  /** By kind of the path: how many belong to each of the kind before; the first one's in all. */
  readonly each: readonly number[];
  readonly nodes: Nodes;
  readonly seed: number;
  /** Seconds between two samples of the programs' work in a trace; absent = no trace is wanted. */
  readonly traceInterval?: number;
}

/** Core-seconds by program until a time. */
export interface WorkSample {
  readonly at: number;
  readonly work: Readonly<Record<string, number>>;
}

/** What became of it. */
export interface PathOutcome {
  readonly layout: Layout;
  /** When the last entity was done, seconds. */
  readonly seconds: number;
  /** Entities that were done, in the order in which they were. */
  readonly finished: readonly number[];
  /** Entities that no node had room for. */
  readonly unplaced: number;
  /** When the entities reached each point. */
  readonly reached: ReadonlyMap<string, Reached>;
  readonly waits: Readonly<Record<string, TokenBucketUse>>;
  /** Core-seconds by program. */
  readonly work: Readonly<Record<string, number>>;
  /** Absent without a trace. */
  readonly recorder?: Recorder;
  /** Empty without a trace; the last one is of the end. */
  readonly samples: readonly WorkSample[];
}

/**
 * Simulates any path that is described: builds its stations, compiles its flows, and runs them until all is done or
 * nothing is left to happen. Pure: equal inputs give equal outcomes.
 * @throws TypeError when the description contradicts itself or needs what is not given
 */
export function runPath({ path, given, each, nodes, seed, traceInterval }: PathRun): PathOutcome {
  const machine = new Machine();
  const layout = new Layout(path.kinds, each);
  const entities = new Entities(path, layout);
  const random = createRandom(seed);
  const stations = createStations(path, given, machine, random);
  const recorder = traceInterval === undefined ? {} : { recorder: new Recorder() };
  const samples: WorkSample[] = [];
  const sample = (): void => {
    samples.push({ at: machine.now, work: workOf(stations) });
  };
  new Compiler(
    { path, given, layout, machine, stations, entities, nodes, random, ...recorder },
    compileStep,
  ).begin();
  if (traceInterval !== undefined) machine.every(traceInterval, sample);
  machine.run();
  if (traceInterval !== undefined) sample();
  return {
    layout,
    seconds: machine.now,
    finished: entities.finished,
    unplaced: entities.unplaced,
    reached: entities.reached,
    waits: usesOf(stations),
    work: workOf(stations),
    samples,
    ...recorder,
  };
}
