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

  /** Compiles a request between two instructions that note its receipt and its end. */
  request(compiler: Compiler, operation: string, kind: string, compile: () => void): void {
    const { tasks } = this.#machine;
    compiler.withRegisters(1, (register) => {
      compiler.emit((pc) => (task) => {
        tasks.registers[task * registersPerTask + register] = tasks.time[task] as number;
        return pc + 1;
      });
      compile();
      compiler.emit((pc) => (task) => {
        const receivedAt = tasks.registers[task * registersPerTask + register] as number;
        const seconds = (tasks.time[task] as number) - receivedAt;
        this.requests.push({
          operation,
          kind,
          entity: tasks.entity[task] as number,
          receivedAt,
          seconds,
          queued: 0,
        });
        return pc + 1;
      });
    });
  }
}
