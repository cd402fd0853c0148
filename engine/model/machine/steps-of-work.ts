import type { StepOf } from "../../../knowledge/index.ts";
import type { Compiler } from "./compiler.ts";
import { nobody, parked } from "./machine.ts";
import type { Instances, Running } from "./stations.ts";
import { pass } from "./steps-of-time.ts";

export function compileWork(
  compiler: Compiler,
  { program, coreSeconds, threads = 1, aside }: StepOf<"work">,
): void {
  const work = compiler.number(coreSeconds);
  if (work <= 0) return;
  const { machine } = compiler.setting;
  const { tasks } = machine;
  const running = programOf(compiler, program);
  if (aside === undefined) {
    const count = Math.max(1, Math.floor(compiler.number(threads)));
    runThreads(compiler, running, count, work / count);
    return;
  }
  compiler.emit((pc) => (task) => {
    if (machine.isAhead(task, pc)) return parked;
    const { processor, program: number } = running.of(tasks.node[task] as number);
    processor.run(number, work, nobody);
    return pc + 1;
  });
}

/** Shortest time that work is divided by, seconds: a step of no time at all would need endless threads. */
const shortest = 1e-3;

export function compileStepWithWork(
  compiler: Compiler,
  { program, seconds, coreSeconds }: StepOf<"step">,
): void {
  const [whole, work] = [compiler.number(seconds), compiler.number(coreSeconds)];
  const threads = Math.max(1, Math.ceil(work / Math.max(whole, shortest)));
  const each = work / threads;
  if (work > 0) runThreads(compiler, programOf(compiler, program), threads, each);
  const rest = Math.max(0, whole - each);
  pass(compiler, 0.5 * rest, 1.5 * rest);
}

function runThreads(compiler: Compiler, running: Instances<Running>, threads: number, work: number): void {
  const { machine } = compiler.setting;
  const { tasks } = machine;
  compiler.emit((pc) => (task) => {
    if (machine.isAhead(task, pc)) return parked;
    tasks.pc[task] = pc + 1;
    tasks.pending[task] = threads;
    const { processor, program } = running.of(tasks.node[task] as number);
    for (let thread = 0; thread < threads; thread++) processor.run(program, work, task);
    return parked;
  });
}

function programOf({ setting }: Compiler, name: string): Instances<Running> {
  const running = setting.stations.programs[name];
  if (running === undefined) throw new TypeError(`the path describes no program ${name}`);
  return running;
}
