import type { StepOf } from "../../../knowledge/index.ts";
import type { Compiler } from "./compiler.ts";
import { parked } from "./machine.ts";
import { compileSeated } from "./steps-of-requests.ts";

/** A reservation is due at a known time, so the task runs ahead of it. */
export function compileToken(compiler: Compiler, { bucket, to }: StepOf<"token">, kind: string): void {
  const { machine, stations, recorder } = compiler.setting;
  const { tasks } = machine;
  const buckets = stations.buckets[bucket];
  if (buckets === undefined) throw new TypeError(`the path describes no bucket ${bucket}`);
  const isPerNode = compiler.setting.path.buckets[bucket]?.per === "node";
  const waited = recorder?.waitsOf(bucket, to, kind, isPerNode);
  compiler.emit((pc) => (task) => {
    if (machine.isAhead(task, pc)) return parked;
    const node = tasks.node[task] as number;
    const wait = buckets.of(node).reserve(machine.now);
    if (wait > 0) {
      tasks.time[task] = machine.now + wait;
      waited?.(tasks.entity[task] as number, node, machine.now, wait);
    }
    return pc + 1;
  });
}

export function compileCrowd(compiler: Compiler, { crowd, steps }: StepOf<"crowd">, kind: string): void {
  const { machine, stations, path } = compiler.setting;
  const { tasks } = machine;
  const [described, crowds] = [path.crowds[crowd], stations.crowds[crowd]];
  if (described === undefined || crowds === undefined)
    throw new TypeError(`the path describes no crowd ${crowd}`);
  if (compiler.number(described.moreEach) <= 0) {
    compiler.steps(steps, kind);
    return;
  }
  const change = (by: number): void => {
    compiler.emit((pc) => (task) => {
      if (machine.isAhead(task, pc)) return parked;
      crowds.of(tasks.node[task] as number).change(by);
      return pc + 1;
    });
  };
  change(1);
  compiler.steps(steps, kind);
  change(-1);
}

export function compileHold(compiler: Compiler, { pool, steps }: StepOf<"hold">, kind: string): void {
  const { machine, stations } = compiler.setting;
  const { tasks } = machine;
  const pools = stations.pools[pool];
  if (pools === undefined) throw new TypeError(`the path describes no pool ${pool}`);
  compiler.emit((pc) => (task) => {
    if (machine.isAhead(task, pc)) return parked;
    if (pools.of(tasks.node[task] as number).enter(task)) return pc + 1;
    tasks.pc[task] = pc + 1;
    return parked;
  });
  compileSeated(compiler);
  compiler.steps(steps, kind);
  compiler.emit((pc) => (task) => {
    if (machine.isAhead(task, pc)) return parked;
    const next = pools.of(tasks.node[task] as number).leave();
    if (next >= 0) machine.resume(next);
    return pc + 1;
  });
}
