import type { StepOf } from "../../../knowledge/index.ts";
import type { Compiler } from "./compiler.ts";
import { registersPerTask } from "./tasks.ts";

/** What a look notices late is rounded up; what is this close to it, relative to the period, is noticed by it. */
const tolerance = 1e-9;

export function compileMark(compiler: Compiler, { point }: StepOf<"mark">, kind: string): void {
  const { machine, entities } = compiler.setting;
  const { tasks } = machine;
  const times = entities.timesOf(point, kind);
  compiler.emit((pc) => (task) => {
    const entity = tasks.entity[task] as number;
    if (Number.isNaN(times[entity])) times[entity] = tasks.time[task] as number;
    return pc + 1;
  });
}

/** Nobody notices that time passes: the task runs ahead until it does something that somebody can notice. */
export function compileWait(compiler: Compiler, { seconds, spread }: StepOf<"wait">): void {
  const mean = compiler.number(seconds);
  if (spread === undefined) pass(compiler, mean, mean);
  else if (spread === "even") pass(compiler, 0.5 * mean, 1.5 * mean);
  else if (spread === "exponential") passAtRandom(compiler, mean);
  else pass(compiler, mean, compiler.number(spread.upTo));
}

/** Time passes, evenly spread between two bounds in seconds. */
export function pass(compiler: Compiler, min: number, max: number): void {
  const { machine, random } = compiler.setting;
  const { tasks } = machine;
  const range = max - min;
  if (min <= 0 && range <= 0) return;
  if (range <= 0)
    compiler.emit((pc) => (task) => {
      tasks.time[task] = (tasks.time[task] as number) + min;
      return pc + 1;
    });
  else
    compiler.emit((pc) => (task) => {
      tasks.time[task] = (tasks.time[task] as number) + min + range * random();
      return pc + 1;
    });
}

/** Time passes, exponentially distributed with this mean in seconds. */
function passAtRandom(compiler: Compiler, mean: number): void {
  const { machine, random } = compiler.setting;
  const { tasks } = machine;
  compiler.emit((pc) => (task) => {
    tasks.time[task] = (tasks.time[task] as number) - mean * Math.log(1 - random());
    return pc + 1;
  });
}

export function compilePoll(compiler: Compiler, { period, steps }: StepOf<"poll">, kind: string): void {
  const { tasks } = compiler.setting.machine;
  const seconds = compiler.number(period);
  compiler.withRegisters(1, (register) => {
    compiler.emit((pc) => (task) => {
      tasks.registers[task * registersPerTask + register] = tasks.time[task] as number;
      return pc + 1;
    });
    compiler.steps(steps, kind);
    compiler.emit((pc) => (task) => {
      const begun = tasks.registers[task * registersPerTask + register] as number;
      const looks = Math.ceil(((tasks.time[task] as number) - begun) / seconds - tolerance);
      tasks.time[task] = begun + Math.max(0, looks) * seconds;
      return pc + 1;
    });
  });
}
