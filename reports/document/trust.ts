import type { RootContent } from "mdast";
import type { Phase } from "../../engine/store/stored-run.ts";
import { count, number, seconds, secondsRange, sentence } from "../format.ts";
import { list, section, table, type Figure } from "./nodes.ts";
import { notShown, proved } from "./proof.ts";
import type { Subject } from "./subject.ts";

/** How far the numbers can be trusted: the spread of the trials, and how well the model met the baseline. */
export function trust(subject: Subject): RootContent[] {
  const trials = trialsFigure(subject);
  const items = [
    ...(subject.result.notes ?? []).map(sentence),
    ...others(subject),
    ...intervals(subject),
    ...model(subject),
  ];
  if (trials === undefined && items.length === 0) return [];
  return [
    section(
      "trust",
      "How sure this is",
      ...(items.length === 0 ? [] : [list(items.map((item) => [item]))]),
      ...(trials === undefined ? [] : [trials]),
    ),
  ];
}

/** The strip chart of all trials; undefined without trials. */
function trialsFigure({ result, noun }: Subject): Figure | undefined {
  const phases: [string, Phase | undefined][] = [
    [result.final === undefined ? "Measured" : "Before", result.baseline],
    ["After", result.final],
  ];
  const groups = phases.flatMap(([title, phase]) =>
    phase === undefined || phase.deploymentSeconds.trials.length === 0
      ? []
      : [{ title, median: phase.deploymentSeconds.median, trials: phase.deploymentSeconds.trials }],
  );
  if (groups.length === 0) return undefined;
  return {
    type: "figure",
    name: `Deployment time of every trial. ${groups.map(({ title, trials }) => `${title}: ${secondsRange(Math.min(...trials), Math.max(...trials))} in ${count(trials.length, "trial")}`).join(". ")}.`,
    caption: `Each dot is one trial, placed by how far its time until the last ${noun} ran lies from the median of its set.`,
    chart: { kind: "trials", groups },
    open: false,
    children: [
      table(
        "Deployment time of every trial",
        ["Trials", { figure: "Median" }, "Each trial, in the order in which they ran"],
        groups.map(({ title, median, trials }) => [title, seconds(median), trials.map(seconds).join(", ")]),
      ),
    ],
  };
}

function intervals({ kept, result, noun }: Subject): string[] {
  const proofs = kept.flatMap(({ cause, measured }) =>
    measured === undefined ? [] : [proved(cause, measured)],
  );
  const unshown = result.findings.flatMap(({ cause, outcome, measured }) =>
    measured === undefined || (outcome !== "rolled-back" && outcome !== "not-confirmed")
      ? []
      : [notShown(cause, measured)],
  );
  const unproved =
    result.final === undefined && result.baseline !== undefined && kept.length === 0
      ? [`No change was kept, so there is only one set of trials. Each ends when the last ${noun} runs.`]
      : [];
  return [...proofs, ...unshown, ...unproved];
}

/** Others' share of the processor from which on the figures are no longer the control plane's alone. */
const notableShare = 0.05;

/** A warning when other programs took part of the processor; nothing when they did not, or when nobody looked. */
function others({ result }: Subject): string[] {
  const facts = [...result.findings, ...result.ruledOut].flatMap(({ evidence }) => evidence);
  const used = facts.flatMap(({ fact, value }) =>
    fact === "host.others-cores" && typeof value === "number" ? [value] : [],
  );
  const most = Math.max(0, ...used);
  const { cores } = result.environment;
  if (most < notableShare * cores) return [];
  return [
    `Other programs used up to ${number(most)} of the ${count(cores, "core")} while the trials ran. That slows the control plane and makes it look busier than it is: repeat the run on a machine with nothing else to do before you trust what it says about the processor.`,
  ];
}

function model({ result }: Subject): string[] {
  const { baselineErrorPercent: error, note } = result.model;
  return [
    ...(error === undefined
      ? note === undefined && result.verdict !== "failed"
        ? ["The model gave no prediction for the baseline."]
        : []
      : [`The calibrated model missed the measured baseline by ${number(Math.abs(error))} %.`]),
    ...(note === undefined ? [] : [`About the model: ${sentence(note)}`]),
  ];
}
