import type { Lack } from "../../provisioners/index.ts";

/** The machine lacks something that the plan needs; nothing has been created. */
export class MachineError extends Error {
  override readonly name = "MachineError";
  readonly exitCode = 3;

  constructor(lacks: readonly Lack[]) {
    super(lacks.map(({ what, mend }) => `${what}: ${mend}`).join("; "));
  }
}
