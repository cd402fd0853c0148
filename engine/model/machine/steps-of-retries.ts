import type { StepOf } from "../../../knowledge/index.ts";
import type { Compiler } from "./compiler.ts";
import { parked } from "./machine.ts";
import type { Store } from "../stations/store.ts";
import type { Instances } from "./stations.ts";
import { registersPerTask } from "./tasks.ts";

export function compileRetry(compiler: Compiler, step: StepOf<"retry">, kind: string): void {
  const { tasks } = compiler.setting.machine;
  const [first, factor, atMost] = [step.first, step.factor, step.atMost].map((part) =>
    compiler.number(part),
  ) as [number, number, number];
  // Whether a permit was refused, and the wait that comes next.
  compiler.withRegisters(2, (refused) => {
    compiler.emit((pc) => (task) => {
      tasks.registers[task * registersPerTask + refused] = 0;
      tasks.registers[task * registersPerTask + refused + 1] = Math.min(first, atMost);
      return pc + 1;
    });
    const again = { pc: parked };
    compiler.place(again);
    compiler.trying(refused, () => {
      compiler.steps(step.steps, kind);
    });
    compiler.emit((pc) => (task) => {
      const place = task * registersPerTask + refused;
      if (tasks.registers[place] === 0) return pc + 1;
      const wait = tasks.registers[place + 1] as number;
      tasks.time[task] = (tasks.time[task] as number) + wait;
      tasks.registers[place] = 0;
      tasks.registers[place + 1] = Math.min(wait * factor, atMost);
      return again.pc;
    });
  });
}

export function compilePermit(compiler: Compiler, step: StepOf<"permit">, kind: string): void {
  const { bucket, steps } = step;
  const { machine, stations } = compiler.setting;
  const { tasks } = machine;
  const buckets = stations.buckets[bucket];
  if (buckets === undefined) throw new TypeError(`the path describes no bucket ${bucket}`);
  const refused = compiler.refused;
  if (refused === undefined) throw new TypeError(`nothing in the path tries again where ${bucket} refuses`);
  const [otherwise, end] = [{ pc: parked }, { pc: parked }];
  compiler.emit((pc) => (task) => {
    if (machine.isAhead(task, pc)) return parked;
    if (buckets.of(tasks.node[task] as number).tryTake(machine.now)) return pc + 1;
    tasks.registers[task * registersPerTask + refused] = 1;
    return otherwise.pc;
  });
  compiler.steps(steps, kind);
  compiler.emit(() => () => end.pc);
  compiler.place(otherwise);
  compiler.steps(step.otherwise ?? [], kind);
  compiler.place(end);
}

export function compileStored(compiler: Compiler, step: StepOf<"stored">, kind: string): void {
  const { machine } = compiler.setting;
  const { tasks } = machine;
  const { stores, itemOf } = storeOf(compiler, step.store);
  const [otherwise, end] = [{ pc: parked }, { pc: parked }];
  compiler.emit((pc) => (task) => {
    if (machine.isAhead(task, pc)) return parked;
    return stores.of(tasks.node[task] as number).has(itemOf(task)) ? pc + 1 : otherwise.pc;
  });
  compiler.steps(step.steps, kind);
  compiler.emit(() => () => end.pc);
  compiler.place(otherwise);
  compiler.steps(step.otherwise, kind);
  compiler.place(end);
}

export function compileBring(compiler: Compiler, step: StepOf<"bring">, kind: string): void {
  const { machine } = compiler.setting;
  const { tasks } = machine;
  const { stores, itemOf } = storeOf(compiler, step.store);
  const end = { pc: parked };
  compiler.emit((pc) => (task) => {
    if (machine.isAhead(task, pc)) return parked;
    const store = stores.of(tasks.node[task] as number);
    const item = itemOf(task);
    if (store.has(item)) return end.pc;
    if (store.bring(item, task)) return pc + 1;
    tasks.pc[task] = end.pc;
    return parked;
  });
  compiler.steps(step.steps, kind);
  compiler.emit((pc) => (task) => {
    if (machine.isAhead(task, pc)) return parked;
    for (const waiting of stores.of(tasks.node[task] as number).brought(itemOf(task)))
      machine.resume(waiting);
    return pc + 1;
  });
  compiler.place(end);
}

interface StoreOf {
  readonly stores: Instances<Store>;
  /** The item that a task's entity needs. */
  readonly itemOf: (task: number) => number;
}

function storeOf(compiler: Compiler, name: string): StoreOf {
  const { path, stations, machine } = compiler.setting;
  const { tasks } = machine;
  const described = path.stores[name];
  const stores = stations.stores[name];
  if (described === undefined || stores === undefined)
    throw new TypeError(`the path describes no store ${name}`);
  const items = Math.max(1, compiler.number(described.items));
  return { stores, itemOf: (task) => (tasks.entity[task] as number) % items };
}
