import { faultText, type YamlFault } from "../knowledge/index.ts";

/** One fault of a rule file. */
export type RuleFault = YamlFault;

/** Rule files that cannot be used; the message has one line for each fault of all files. */
export class RuleError extends Error {
  readonly exitCode = 2;
  readonly faults: readonly RuleFault[];

  constructor(faults: readonly RuleFault[]) {
    super(faults.map(faultText).join("\n"));
    this.name = "RuleError";
    this.faults = faults;
  }
}
