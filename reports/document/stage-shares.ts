import type { Table } from "mdast";
import { stages, type StageId } from "../../knowledge/index.ts";
import type { Phase, StageResult } from "../../engine/store/stored-run.ts";
import type { StagesChart } from "../charts/chart.ts";
import { seconds, signedSeconds } from "../format.ts";
import { table, tag, type Figure } from "./nodes.ts";
import type { Subject } from "./subject.ts";

type Kind = "measured" | "predicted" | "bestCase";

const read = (stage: StageResult, kind: Kind): number | undefined =>
  kind === "measured" ? stage.median : stage[kind];

/** One reading of all stages, in their order; undefined entries where it is not known. */
interface Reading {
  readonly title: string;
  readonly kind: Kind;
  readonly phase: Phase;
}

/** The deployment time cut into stages: predicted, measured, and the best that the hardware allows. */
export function stageShares(subject: Subject): Figure | undefined {
  const { baseline, final } = subject.result;
  if (baseline === undefined) return undefined;
  const readings: Reading[] = [
    { title: final === undefined ? "Predicted" : "Before, predicted", kind: "predicted", phase: baseline },
    { title: final === undefined ? "Measured" : "Before, measured", kind: "measured", phase: baseline },
    ...(final === undefined
      ? []
      : ([
          { title: "After, predicted", kind: "predicted", phase: final },
          { title: "After, measured", kind: "measured", phase: final },
        ] as const)),
    { title: "Best case", kind: "bestCase", phase: final ?? baseline },
  ];
  const shown = readings.filter(({ phase, kind }) =>
    stages.some(({ id }) => read(phase.stages[id], kind) !== undefined),
  );
  const bars = shown.flatMap((reading) => barOf(reading, subject.modelled));
  return {
    type: "figure",
    name: `Deployment time by stage: ${bars.map(({ title, parts }) => `${title.toLowerCase()} ${seconds(parts.reduce((sum, part) => sum + part.seconds, 0))}`).join("; ")}.`,
    caption: `How the time until the last ${subject.noun} runs is made up of the six stages.`,
    chart: { kind: "stages", bars },
    open: true,
    children: [asTable(subject, shown)],
  };
}

function barOf({ title, kind, phase }: Reading, modelled: ReadonlySet<StageId>): StagesChart["bars"] {
  const parts = stages.flatMap(({ id }) => {
    const value = read(phase.stages[id], kind);
    return value === undefined ? [] : [{ stage: id, modelled: modelled.has(id), seconds: value }];
  });
  // A bar that lacks a stage would look like a shorter deployment.
  return parts.length === stages.length ? [{ title, parts }] : [];
}

function asTable({ result, modelled }: Subject, readings: readonly Reading[]): Table {
  const { baseline, final } = result;
  const total = ({ phase, kind }: Reading): string => {
    if (kind === "measured") return seconds(phase.deploymentSeconds.median);
    const values = stages.map(({ id }) => read(phase.stages[id], kind));
    return values.every((value) => value !== undefined)
      ? seconds(values.reduce((sum, value) => sum + value, 0))
      : "-";
  };
  const change = (id: StageId): string[] =>
    baseline === undefined || final === undefined
      ? []
      : [signedSeconds(final.stages[id].median - baseline.stages[id].median)];
  return table(
    "Deployment time by stage. Best case: what the hardware alone would allow.",
    [
      "Stage",
      ...readings.map(({ title }) => ({ figure: title })),
      ...(final === undefined ? [] : [{ figure: "Change" }]),
      "Done by",
    ],
    [
      ...stages.map(({ id, name, component }) => [
        [`${id} ${name}`, ...(modelled.has(id) ? [" ", tag("modelled", "plain")] : [])],
        ...readings.map(({ phase, kind }) => {
          const value = read(phase.stages[id], kind);
          return value === undefined ? "-" : seconds(value);
        }),
        ...change(id),
        component,
      ]),
      [
        "Deployment time",
        ...readings.map(total),
        ...(baseline === undefined || final === undefined
          ? []
          : [signedSeconds(final.deploymentSeconds.median - baseline.deploymentSeconds.median)]),
        "",
      ],
    ],
  );
}
