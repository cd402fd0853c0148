import type { StepOf } from "../../../knowledge/index.ts";
import type { Compiler } from "./compiler.ts";
import { nobody, parked } from "./machine.ts";
import { compileRequest } from "./steps-of-requests.ts";
import { registersPerTask } from "./tasks.ts";

export function compileCall(compiler: Compiler, { flow }: StepOf<"call">, kind: string): void {
  const { path, recorder } = compiler.setting;
  const called = path.flows[flow];
  if (called === undefined) throw new TypeError(`the path describes no flow ${flow}`);
  if (called.of !== undefined && called.of !== kind)
    throw new TypeError(
      `flow ${flow} of the path is one of every ${called.of} and cannot be called by a ${kind}`,
    );
  if (called.request === undefined || recorder === undefined) {
    compiler.steps(called.steps, kind);
    return;
  }
  compileRequest(compiler, recorder, { operation: called.request, kind }, () => {
    compiler.steps(called.steps, kind);
  });
}

export function compileStart(compiler: Compiler, { flow }: StepOf<"start">): void {
  const { machine } = compiler.setting;
  const { tasks } = machine;
  const entry = compiler.entryOf(flow);
  compiler.emit((pc) => (task) => {
    const [entity, node, time] = [tasks.entity[task], tasks.node[task], tasks.time[task]];
    machine.start(entry.pc, entity as number, node as number, nobody, time as number);
    return pc + 1;
  });
}

export function compileEach(compiler: Compiler, { child, steps }: StepOf<"each">, kind: string): void {
  const { machine, layout } = compiler.setting;
  const { tasks } = machine;
  const children = layout.within(child, kind);
  if (layout.indexOf(child) !== layout.indexOf(kind) + 1)
    throw new TypeError(`a ${child} is no child of a ${kind} in the path`);
  if (children === 0) return;
  compiler.emit((pc) => (task) => {
    tasks.entity[task] = (tasks.entity[task] as number) * children;
    return pc + 1;
  });
  const next = { pc: parked };
  compiler.place(next);
  compiler.steps(steps, child);
  compiler.emit((pc) => (task) => {
    const entity = (tasks.entity[task] as number) + 1;
    if (entity % children !== 0) {
      tasks.entity[task] = entity;
      return next.pc;
    }
    tasks.entity[task] = entity / children - 1;
    return pc + 1;
  });
}

export function compileAll(compiler: Compiler, { child, flow }: StepOf<"all">): void {
  const { machine, layout } = compiler.setting;
  const { tasks } = machine;
  const children = layout.childrenOf(child);
  const entry = compiler.entryOf(flow);
  if (children === 0) return;
  compiler.emit((pc) => (task) => {
    if (machine.isAhead(task, pc)) return parked;
    tasks.pc[task] = pc + 1;
    tasks.pending[task] = children;
    const first = (tasks.entity[task] as number) * children;
    for (let index = 0; index < children; index++)
      machine.start(entry.pc, first + index, tasks.node[task] as number, task, machine.now);
    return parked;
  });
}

export function compileBatches(compiler: Compiler, step: StepOf<"batches">, kind: string): void {
  const { machine, layout, entities } = compiler.setting;
  const { tasks } = machine;
  const children = layout.childrenOf(step.child);
  const [initial, factor, atMost] = [step.first, step.factor, step.atMost].map((part) =>
    compiler.number(part),
  );
  const pending = entities.counter(step.pending);
  const entry = compiler.entryOf(step.flow);
  const started = new Int32Array(layout.countOf(kind));
  compiler.withRegisters(2, (register) => {
    compiler.emit((pc) => (task) => {
      if (machine.isAhead(task, pc)) return parked;
      const entity = tasks.entity[task] as number;
      // Children that were started but not yet seen: starting more now could start them twice.
      const left = children - (started[entity] as number);
      const chunk = (pending[entity] as number) > 0 ? 0 : Math.min(left, atMost as number);
      pending[entity] = (pending[entity] as number) + chunk;
      tasks.registers[task * registersPerTask + register] = chunk;
      tasks.registers[task * registersPerTask + register + 1] = initial as number;
      return pc + 1;
    });
    compiler.emit((pc) => (task) => {
      const place = task * registersPerTask + register;
      const left = tasks.registers[place] as number;
      if (left <= 0) return pc + 1;
      const batch = tasks.registers[place + 1] as number;
      const size = Math.min(left, batch);
      tasks.registers[place] = left - size;
      tasks.registers[place + 1] = batch * (factor as number);
      tasks.pc[task] = pc;
      tasks.pending[task] = size;
      const entity = tasks.entity[task] as number;
      const first = entity * children + (started[entity] as number);
      started[entity] = (started[entity] as number) + size;
      for (let index = 0; index < size; index++)
        machine.start(entry.pc, first + index, tasks.node[task] as number, task, machine.now);
      return parked;
    });
  });
}
