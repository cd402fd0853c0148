import type { FlowStep } from "../../../knowledge/index.ts";
import type { Compiler } from "./compiler.ts";
import {
  compileCount,
  compileBelow,
  compileEnqueue,
  compileFinish,
  compileOn,
  compilePlace,
} from "./steps-of-state.ts";
import { compileAll, compileBatches, compileCall, compileEach, compileStart } from "./steps-of-flows.ts";
import { compileCrowd, compileHold, compileRound, compileToken } from "./steps-of-stations.ts";
import { compileBring, compilePermit, compileRetry, compileStored } from "./steps-of-retries.ts";
import { compileMark, compilePoll, compileWait } from "./steps-of-time.ts";
import { compileStepWithWork, compileWork } from "./steps-of-work.ts";

/** Compiles one step of a flow whose entities are of this kind. */
export function compileStep(compiler: Compiler, step: FlowStep, kind: string): void {
  switch (step.do) {
    case "mark":
      compileMark(compiler, step, kind);
      return;
    case "wait":
      compileWait(compiler, step);
      return;
    case "work":
      compileWork(compiler, step);
      return;
    case "step":
      compileStepWithWork(compiler, step);
      return;
    case "token":
      compileToken(compiler, step, kind);
      return;
    case "hold":
      compileHold(compiler, step, kind);
      return;
    case "round":
      compileRound(compiler, step);
      return;
    case "permit":
      compilePermit(compiler, step, kind);
      return;
    case "retry":
      compileRetry(compiler, step, kind);
      return;
    case "stored":
      compileStored(compiler, step, kind);
      return;
    case "bring":
      compileBring(compiler, step, kind);
      return;
    case "crowd":
      compileCrowd(compiler, step, kind);
      return;
    case "poll":
      compilePoll(compiler, step, kind);
      return;
    case "call":
      compileCall(compiler, step, kind);
      return;
    case "start":
      compileStart(compiler, step);
      return;
    case "each":
      compileEach(compiler, step, kind);
      return;
    case "all":
      compileAll(compiler, step);
      return;
    case "batches":
      compileBatches(compiler, step, kind);
      return;
    case "count":
      compileCount(compiler, step, kind);
      return;
    case "below":
      compileBelow(compiler, step, kind);
      return;
    case "given":
      compiler.steps(compiler.number(step.holds) !== 0 ? step.steps : (step.otherwise ?? []), kind);
      return;
    case "enqueue":
      compileEnqueue(compiler, step, kind);
      return;
    case "place":
      compilePlace(compiler, step, kind);
      return;
    case "on":
      compileOn(compiler, step, kind);
      return;
    case "finish":
      compileFinish(compiler, kind);
      return;
  }
}
