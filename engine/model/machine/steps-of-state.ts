import type { StepOf } from "../../../knowledge/index.ts";
import type { Compiler } from "./compiler.ts";
import { parked } from "./machine.ts";

export function compileCount(compiler: Compiler, step: StepOf<"count">, kind: string): void {
  const { machine } = compiler.setting;
  const { tasks } = machine;
  const { values, within } = counterOf(compiler, step.counter, kind);
  const { by = 0, set } = step;
  compiler.emit((pc) => (task) => {
    if (machine.isAhead(task, pc)) return parked;
    const owner = Math.floor((tasks.entity[task] as number) / within);
    values[owner] = set ?? (values[owner] as number) + by;
    return pc + 1;
  });
}

export function compileBelow(compiler: Compiler, step: StepOf<"below">, kind: string): void {
  const { machine } = compiler.setting;
  const { tasks } = machine;
  const { values, within } = counterOf(compiler, step.counter, kind);
  const bound = compiler.number(step.bound);
  const [otherwise, end] = [{ pc: parked }, { pc: parked }];
  compiler.emit((pc) => (task) => {
    if (machine.isAhead(task, pc)) return parked;
    const owner = Math.floor((tasks.entity[task] as number) / within);
    return (values[owner] as number) < bound ? pc + 1 : otherwise.pc;
  });
  compiler.steps(step.steps, kind);
  if (step.otherwise !== undefined) compiler.emit(() => () => end.pc);
  compiler.place(otherwise);
  compiler.steps(step.otherwise ?? [], kind);
  compiler.place(end);
}

export function compileEnqueue(compiler: Compiler, step: StepOf<"enqueue">, kind: string): void {
  const { machine, layout } = compiler.setting;
  const { tasks } = machine;
  const queue = compiler.queueOf(step.queue);
  const within = layout.within(kind, queue.kind);
  const after = step.after === undefined ? 0 : compiler.number(step.after);
  compiler.emit((pc) => (task) => {
    if (machine.isAhead(task, pc)) return parked;
    const key = Math.floor((tasks.entity[task] as number) / within);
    if (after > 0) queue.addAfter(key, after);
    else queue.add(key);
    return pc + 1;
  });
}

export function compilePlace(compiler: Compiler, step: StepOf<"place">, kind: string): void {
  const { machine, nodes, entities } = compiler.setting;
  const { tasks } = machine;
  const room = Float64Array.from(nodes.kinds, (name) => {
    const described = step.room[name];
    return described === undefined ? Infinity : compiler.number(described);
  });
  const count = room.length;
  const end = { pc: parked };
  let next = 0;
  let full = 0;
  for (const places of room) if (places <= 0) full += 1;
  compiler.emit((pc) => (task) => {
    if (machine.isAhead(task, pc)) return parked;
    if (full === count) {
      entities.unplaced += 1;
      endWhenDone(compiler, kind);
      return pc + 1;
    }
    while ((room[next] as number) <= 0) next = (next + 1) % count;
    tasks.node[task] = next;
    room[next] = (room[next] as number) - 1;
    if ((room[next] as number) <= 0) full += 1;
    next = (next + 1) % count;
    return end.pc;
  });
  compiler.steps(step.otherwise, kind);
  compiler.emit(() => (task) => {
    tasks.remove(task);
    return parked;
  });
  compiler.place(end);
}

function endWhenDone({ setting }: Compiler, kind: string): void {
  const { machine, layout, entities } = setting;
  if (entities.finished.length + entities.unplaced >= layout.countOf(kind)) machine.stop();
}

export function compileOn(compiler: Compiler, step: StepOf<"on">, kind: string): void {
  const { machine, nodes } = compiler.setting;
  const { tasks } = machine;
  const [first, ...others] = new Set(nodes.kinds);
  const stepsOn = (node: string): StepOf<"on">["nodes"][string] => {
    const steps = step.nodes[node];
    if (steps === undefined) throw new TypeError(`the path does not say what happens on a ${node} node`);
    return steps;
  };
  if (first === undefined) throw new TypeError("there is no node");
  if (others.length === 0) {
    compiler.steps(stepsOn(first), kind);
    return;
  }
  const entries = new Map([first, ...others].map((name) => [name, { pc: parked }]));
  const places = nodes.kinds.map((name) => entries.get(name) ?? { pc: parked });
  const end = { pc: parked };
  compiler.emit(() => (task) => places[tasks.node[task] as number]?.pc ?? parked);
  for (const [name, label] of entries) {
    compiler.place(label);
    compiler.steps(stepsOn(name), kind);
    compiler.emit(() => () => end.pc);
  }
  compiler.place(end);
}

export function compileFinish(compiler: Compiler, kind: string): void {
  const { machine, entities } = compiler.setting;
  const { tasks } = machine;
  compiler.emit((pc) => (task) => {
    if (machine.isAhead(task, pc)) return parked;
    entities.finished.push(tasks.entity[task] as number);
    endWhenDone(compiler, kind);
    return pc + 1;
  });
}

interface CounterOf {
  readonly values: Float64Array;
  /** Entities of the step's kind that share one value. */
  readonly within: number;
}

function counterOf({ setting }: Compiler, name: string, kind: string): CounterOf {
  const { path, layout, entities } = setting;
  return { values: entities.counter(name), within: layout.within(kind, path.counters[name] ?? kind) };
}
