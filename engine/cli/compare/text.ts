import type { ComparedPhase, ComparedRun, ComparedRuns } from "../../compare-runs/index.ts";
import { secondsText } from "../explain/words.ts";
import { pairs, table } from "../table.ts";

/** Two runs side by side, for people. */
export function comparedText(compared: ComparedRuns): string {
  const { a, b, hindrances, settings, baseline, final, causes } = compared;
  return [
    pairs([
      ["A", headOf(a)],
      ["B", headOf(b)],
    ]),
    ...hindrances.map((reason) => `not comparable, ${reason}`),
    "",
    ...(settings.length === 0
      ? ["Settings at the end: the same"]
      : [
          "Settings at the end that differ",
          table(
            ["setting", "A", "B"],
            settings.map((one) => [one.parameter, String(one.a ?? "default"), String(one.b ?? "default")]),
          ),
        ]),
    ...phaseLines("At the start", baseline, hindrances),
    ...phaseLines("At the end", final, hindrances),
    ...(causes.length === 0
      ? []
      : [
          "",
          "Causes",
          table(
            ["cause", "A", "B"],
            causes.map(({ cause, a: one, b: other }) => [cause, one, other]),
          ),
        ]),
  ].join("\n");
}

function headOf({ folder, experiment, provider, kubernetes, startedAt, verdict }: ComparedRun): string {
  return `${folder}: ${experiment}, ${provider}, Kubernetes ${kubernetes}, ${startedAt}, ${verdict}`;
}

function phaseLines(
  title: string,
  phase: ComparedPhase | undefined,
  hindrances: readonly string[],
): readonly string[] {
  if (phase === undefined) return ["", `${title}: not measured in both runs`];
  return [
    "",
    title,
    table(
      ["", "A", "B"],
      [
        ["deployment", spreadText(phase.a), spreadText(phase.b)],
        ...phase.stages.map(({ stage, a, b }) => [stage, stageText(a), stageText(b)]),
      ],
    ),
    shownText(phase, hindrances.length > 0),
  ];
}

function spreadText({ median, low, high, trials }: ComparedPhase["a"]): string {
  return `${secondsText(median)} (${secondsText(low)} to ${secondsText(high)}, ${String(trials.length)} trials)`;
}

function stageText(seconds: number | undefined): string {
  return seconds === undefined ? "not seen" : secondsText(seconds);
}

/** What is below the noise is not shown, which does not mean that it is not there. */
function shownText({ comparison, shown }: ComparedPhase, isForeign: boolean): string {
  if (shown === "not-all-ran") return "not all containers ran in both runs: nothing follows from the times";
  const { difference, low, high, rankP } = comparison;
  const range = `95 % interval ${signed(low)} to ${signed(high)}`;
  const what =
    shown === "no-difference-shown"
      ? `no difference shown (${range})`
      : `B is ${shown}: ${signed(difference)} between the medians (${range})`;
  const warning = isForeign ? "; the runs are not comparable" : "";
  return `${what}; chance of ranks as low without a difference ${rankP.toFixed(3)}${warning}`;
}

function signed(seconds: number): string {
  return `${seconds > 0 ? "+" : ""}${secondsText(seconds)}`;
}
