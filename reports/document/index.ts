import type { Root } from "mdast";
import type { StoredRun } from "../../engine/store/stored-run.ts";
import { advice } from "./advice.ts";
import { change } from "./change.ts";
import { findings } from "./findings.ts";
import { machines } from "./machines.ts";
import { method } from "./method.ts";
import { heading, paragraph } from "./nodes.ts";
import { otherCauses } from "./other-causes.ts";
import { everyStep } from "./steps.ts";
import { subjectOf } from "./subject.ts";
import { time } from "./time.ts";
import { trust } from "./trust.ts";
import { summaryCards, verdict } from "./verdict.ts";

const simulatedOnly =
  "The cluster was simulated, and nothing was measured: what stands here as a trial is a simulation of one.";

/**
 * A run as one document, in the order in which a cluster operator asks: what came out, what to do, where the
 * time went, what held it back, what else was looked at, how sure that is, what each step took, how it was measured.
 */
export function documentOf(run: StoredRun): Root {
  const subject = subjectOf(run);
  const cards = summaryCards(subject);
  return {
    type: "root",
    children: [
      heading(1, undefined, run.result.headline),
      ...(run.result.provider === "simulated" ? [paragraph(simulatedOnly)] : []),
      ...verdict(subject),
      ...(cards === undefined ? [] : [cards]),
      ...advice(subject),
      ...change(subject),
      ...time(subject),
      ...findings(subject),
      ...otherCauses(subject),
      ...trust(subject),
      ...machines(subject),
      ...everyStep(subject),
      ...method(subject),
    ],
  };
}
