import type { Compiler } from "./compiler.ts";
import type { Machine } from "./machine.ts";
import { registersPerTask } from "./tasks.ts";

/** A token that was waited for. */
export interface RecordedWait {
  readonly bucket: string;
  readonly node?: number;
  readonly operation: string;
  readonly kind: string;
  readonly entity: number;
  readonly sentAt: number;
  readonly waited: number;
}

/** A request that was answered. */
export interface RecordedRequest {
  readonly operation: string;
  readonly kind: string;
  readonly entity: number;
  readonly receivedAt: number;
  readonly seconds: number;
  readonly queued: number;
}

/** Called for each wait. */
type Waited = (entity: number, node: number, now: number, wait: number) => void;

/** Notes waits and requests of a simulation. */
export class Recorder {
  readonly waits: RecordedWait[] = [];
  readonly requests: RecordedRequest[] = [];
  readonly #machine: Machine;

  constructor(machine: Machine) {
    this.#machine = machine;
  }

  waitsOf(bucket: string, operation: string, kind: string, isPerNode: boolean): Waited {
    return (entity, node, now, waited) => {
      const where = isPerNode ? { node } : {};
      this.waits.push({ bucket, ...where, operation, kind, entity, sentAt: now + waited, waited });
    };
  }

  /** Compiles a note of how long a request was in line, after it has got its place. */
  seated(compiler: Compiler): void {
    const { tasks } = this.#machine;
    const register = compiler.request;
    if (register === undefined) return;
    compiler.emit((pc) => (task) => {
      const place = task * registersPerTask + register;
      tasks.registers[place + 1] = (tasks.time[task] as number) - (tasks.registers[place] as number);
      return pc + 1;
    });
  }

  /** Compiles a request between two instructions that note its receipt and its end. */
  request(compiler: Compiler, operation: string, kind: string, compile: () => void): void {
    const { tasks } = this.#machine;
    // When it was received, and how long it was in line.
    compiler.withRegisters(2, (register) => {
      compiler.emit((pc) => (task) => {
        tasks.registers[task * registersPerTask + register] = tasks.time[task] as number;
        tasks.registers[task * registersPerTask + register + 1] = 0;
        return pc + 1;
      });
      compiler.requesting(register, compile);
      compiler.emit((pc) => (task) => {
        const receivedAt = tasks.registers[task * registersPerTask + register] as number;
        const seconds = (tasks.time[task] as number) - receivedAt;
        this.requests.push({
          operation,
          kind,
          entity: tasks.entity[task] as number,
          receivedAt,
          seconds,
          queued: tasks.registers[task * registersPerTask + register + 1] as number,
        });
        return pc + 1;
      });
    });
  }
}
