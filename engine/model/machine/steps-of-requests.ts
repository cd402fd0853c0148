import type { Compiler } from "./compiler.ts";
import type { Recorder } from "./recorder.ts";
import { registersPerTask } from "./tasks.ts";

/** Compiles a request between two instructions that note its receipt and its end. */
export function compileRequest(
  compiler: Compiler,
  recorder: Recorder,
  { operation, kind }: { readonly operation: string; readonly kind: string },
  compile: () => void,
): void {
  const { tasks } = compiler.setting.machine;
  // When it was received, and how long it was in line.
  compiler.withRegisters(2, (register) => {
    compiler.emit((pc) => (task) => {
      tasks.registers[task * registersPerTask + register] = tasks.time[task] as number;
      tasks.registers[task * registersPerTask + register + 1] = 0;
      return pc + 1;
    });
    compiler.requesting(register, compile);
    compiler.emit((pc) => (task) => {
      const place = task * registersPerTask + register;
      const receivedAt = tasks.registers[place] as number;
      recorder.requests.push({
        operation,
        kind,
        entity: tasks.entity[task] as number,
        receivedAt,
        seconds: (tasks.time[task] as number) - receivedAt,
        queued: tasks.registers[place + 1] as number,
      });
      return pc + 1;
    });
  });
}

/** Compiles a note of how long a request was in line, after it has got its place; nothing without a trace. */
export function compileSeated(compiler: Compiler): void {
  const { tasks } = compiler.setting.machine;
  const register = compiler.request;
  if (register === undefined) return;
  compiler.emit((pc) => (task) => {
    const place = task * registersPerTask + register;
    tasks.registers[place + 1] = (tasks.time[task] as number) - (tasks.registers[place] as number);
    return pc + 1;
  });
}
