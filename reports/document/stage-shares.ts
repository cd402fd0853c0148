import type { Table } from "mdast";
import { stages, type StageId } from "../../knowledge/index.ts";
import type { Phase } from "../../engine/store/stored-run.ts";
import type { StagesChart } from "../charts/chart.ts";
import { seconds, signedSeconds } from "../format.ts";
import { table, tag, type Figure } from "./nodes.ts";
import { partOf, type Subject } from "./subject.ts";

type Kind = "measured" | "predicted" | "bestCase";

/** One reading of all stages, in their order; undefined entries where it is not known. */
interface Reading {
  readonly title: string;
  readonly kind: Kind;
  readonly phase: Phase;
}

function read({ phase, kind }: Reading, id: StageId): number | undefined {
  return partOf(phase, id)?.[kind === "measured" ? "median" : kind];
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
  const shown = readings.filter(
    (reading) => reading.kind === "measured" || stages.some(({ id }) => read(reading, id) !== undefined),
  );
  const bars = shown.flatMap((reading) => barOf(reading, subject.modelled));
  const unseen = bars.some(({ parts }) => parts.some(({ stage }) => stage === "unseen"));
  return {
    type: "figure",
    name: `Deployment time by stage: ${bars.map(({ title, parts }) => `${title.toLowerCase()} ${seconds(parts.reduce((sum, part) => sum + part.seconds, 0))}`).join("; ")}.`,
    caption: `How the time until the last ${subject.noun} runs is made up of the six stages.${unseen ? " Grey is time of which no source showed the stage." : ""}`,
    chart: { kind: "stages", bars },
    open: true,
    children: [asTable(subject, shown)],
  };
}

function barOf(reading: Reading, modelled: ReadonlySet<StageId>): StagesChart["bars"] {
  const { title, kind, phase } = reading;
  const parts: StagesChart["bars"][number]["parts"][number][] = stages.flatMap(({ id }) => {
    const value = read(reading, id);
    return value === undefined ? [] : [{ stage: id, modelled: modelled.has(id), seconds: value }];
  });
  if (parts.length === stages.length) return [{ title, parts }];
  // A bar that lacks a stage would look like a shorter deployment.
  if (kind !== "measured") return [];
  const known = parts.reduce((sum, part) => sum + part.seconds, phase.untilReady?.median ?? 0);
  const unseen = Math.max(0, phase.deploymentSeconds.median - known);
  const gap = stages.findIndex(({ id }) => read(reading, id) === undefined);
  return [{ title, parts: parts.toSpliced(gap, 0, { stage: "unseen", modelled: false, seconds: unseen }) }];
}

function asTable({ result, modelled }: Subject, readings: readonly Reading[]): Table {
  const { baseline, final } = result;
  const total = (reading: Reading): string => {
    if (reading.kind === "measured") return seconds(reading.phase.deploymentSeconds.median);
    const values = stages.map(({ id }) => read(reading, id));
    return values.every((value) => value !== undefined)
      ? seconds(values.reduce((sum, value) => sum + value, 0))
      : "-";
  };
  const change = (id: StageId): string[] => {
    if (baseline === undefined || final === undefined) return [];
    const [before, after] = [partOf(baseline, id), partOf(final, id)];
    return [before === undefined || after === undefined ? "-" : signedSeconds(after.median - before.median)];
  };
  return table(
    `Deployment time by stage.${readings.some(({ kind }) => kind === "bestCase") ? " Best case: what the hardware alone would allow." : ""}`,
    [
      "Stage",
      ...readings.map(({ title }) => ({ figure: title })),
      ...(final === undefined ? [] : [{ figure: "Change" }]),
      "Done by",
    ],
    [
      ...stages.map(({ id, name, component }) => [
        [`${id} ${name}`, ...(modelled.has(id) ? [" ", tag("modelled", "plain")] : [])],
        ...readings.map((reading) => {
          const value = read(reading, id);
          return value === undefined ? "-" : seconds(value);
        }),
        ...change(id),
        component,
      ]),
      ...untilReady(result, readings),
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

/** What comes after the six stages where the last container has a readiness probe. */
function untilReady({ baseline, final }: Subject["result"], readings: readonly Reading[]): string[][] {
  const [before, after] = [baseline?.untilReady?.median, final?.untilReady?.median];
  if (before === undefined && after === undefined) return [];
  const change = before === undefined || after === undefined ? "-" : signedSeconds(after - before);
  const measured = readings.map(({ kind, phase }) =>
    kind === "measured" && phase.untilReady !== undefined ? seconds(phase.untilReady.median) : "-",
  );
  return [
    ["Until ready", ...measured, ...(final === undefined ? [] : [change]), "kubelet, by the readiness probe"],
  ];
}
