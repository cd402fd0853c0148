import type { StepOf } from "../../../knowledge/index.ts";
import type { Compiler } from "./compiler.ts";
import type { Pool } from "../stations/pool.ts";
import { nobody, parked } from "./machine.ts";
import { sentAway } from "./pools.ts";
import { compileSeated } from "./steps-of-requests.ts";
import type { Instances } from "./stations.ts";
import { registersPerTask } from "./tasks.ts";

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

export function compileRound(compiler: Compiler, { loop }: StepOf<"round">): void {
  const { machine, stations } = compiler.setting;
  const { tasks } = machine;
  const loops = stations.loops[loop];
  if (loops === undefined) throw new TypeError(`the path describes no loop ${loop}`);
  compiler.emit((pc) => (task) => {
    if (machine.isAhead(task, pc)) return parked;
    tasks.pc[task] = pc + 1;
    loops.of(tasks.node[task] as number).enter(task, machine.now);
    return parked;
  });
}

export function compileHold(
  compiler: Compiler,
  { pool, steps, after = 0 }: StepOf<"hold">,
  kind: string,
): void {
  const { machine, stations, path } = compiler.setting;
  const { tasks } = machine;
  const pools = stations.pools[pool];
  const described = path.pools[pool];
  if (pools === undefined || described === undefined)
    throw new TypeError(`the path describes no pool ${pool}`);
  const { refused } = compiler;
  const end = { pc: parked };
  /** The retry around it, if there is one, hears of it. */
  const turnAway = (task: number): number => {
    if (refused !== undefined) tasks.registers[task * registersPerTask + refused] = 1;
    return end.pc;
  };
  compiler.emit((pc) => (task) => {
    if (machine.isAhead(task, pc)) return parked;
    const entered = pools.of(tasks.node[task] as number).enter(task);
    if (entered === "taken") return pc + 1;
    if (entered === "refused") return turnAway(task);
    tasks.pc[task] = pc + 1;
    return parked;
  });
  if (described.line !== undefined)
    compiler.emit((pc) => (task) => {
      if (tasks.pending[task] !== sentAway) return pc + 1;
      tasks.pending[task] = 0;
      return turnAway(task);
    });
  compileSeated(compiler);
  compiler.steps(steps, kind);
  compileLeave(compiler, pools, compiler.number(after));
  compiler.place(end);
}

/** Gives the worker back, at once or so many seconds after the task has gone on. */
function compileLeave(compiler: Compiler, pools: Instances<Pool>, after: number): void {
  const { machine } = compiler.setting;
  const { tasks } = machine;
  const leave = (task: number): void => {
    const next = pools.of(tasks.node[task] as number).leave();
    if (next >= 0) machine.resume(next);
  };
  if (after > 0)
    compiler.emit((pc) => (task) => {
      const [entity, node, time] = [tasks.entity[task], tasks.node[task], tasks.time[task]];
      machine.start(pc + 1, entity as number, node as number, nobody, (time as number) + after);
      return pc + 2;
    });
  compiler.emit((pc) => (task) => {
    if (machine.isAhead(task, pc)) return parked;
    leave(task);
    if (after <= 0) return pc + 1;
    tasks.remove(task);
    return parked;
  });
}
