import type { Root, RootContent } from "mdast";
import { findParameter, stages, type Setting, type StageId } from "../../knowledge/index.ts";
import type { Timeline } from "../../engine/store/stored-run.ts";
import { quantity, seconds, secondsRange, sentence } from "../format.ts";
import {
  code,
  heading,
  list,
  paragraph,
  section,
  table,
  type Figure,
  type Inline,
} from "../document/nodes.ts";
import { passing, sampled, spansOf } from "../document/spans.ts";

/** What the simulation says of a configuration; seconds. */
export interface SimulatedConfiguration {
  readonly title: string;
  /** Values that differ from the defaults. */
  readonly settings: readonly Setting[];
  readonly deploymentSeconds: number;
  readonly low: number;
  readonly high: number;
  /** Of the last container. */
  readonly stages: Readonly<Record<StageId, number>>;
  readonly timeline: Timeline;
}

/** One or two configurations that were simulated. */
export interface SimulatedReport {
  readonly experiment: string;
  readonly kubernetes: string;
  readonly columbo: string;
  readonly headline: string;
  /** What a reader must know, one sentence each. */
  readonly notes: readonly string[];
  readonly configurations: readonly SimulatedConfiguration[];
}

/** More rows than this are thinner than a pixel. */
const maxRows = 200;

/** The simulation as one document. */
export function simulatedDocument(report: SimulatedReport): Root {
  const { headline, configurations, notes } = report;
  const chart = podsByStage(configurations);
  return {
    type: "root",
    children: [
      heading(1, undefined, headline),
      paragraph("Nothing was measured: these figures are a simulation's."),
      section("prediction", "What is to be expected", prediction(configurations)),
      ...(chart === undefined ? [] : [section("stages", "When the pods are in each stage", chart)]),
      section("basis", "What it rests on", ...basis(configurations, notes)),
    ],
  };
}

function prediction(configurations: readonly SimulatedConfiguration[]): RootContent {
  return table(
    "Predicted time until the last container runs, and its stages",
    ["What", ...configurations.map(({ title }) => ({ figure: title }))],
    [
      ["Deployment", ...configurations.map(({ deploymentSeconds }) => seconds(deploymentSeconds))],
      ["90 % of trials", ...configurations.map(({ low, high }) => secondsRange(low, high))],
      ...stages.map(({ id, name }) => [
        `${id} ${name}`,
        ...configurations.map((one) => seconds(one.stages[id])),
      ]),
    ],
  );
}

/** Every container's way through the stages, on one time scale. */
function podsByStage(configurations: readonly SimulatedConfiguration[]): Figure | undefined {
  const panels = configurations.map(({ title, timeline }) => ({
    title,
    rows: sampled(timeline.containers, maxRows).map(spansOf),
  }));
  const end = Math.max(0, ...panels.flatMap(({ rows }) => rows.flat().map(({ to }) => to)));
  if (end === 0) return undefined;
  const ends = configurations.map(({ title, deploymentSeconds }) => `${title} ${seconds(deploymentSeconds)}`);
  return {
    type: "figure",
    name: `Containers by stage over time, simulated. The last one runs after: ${ends.join(", ")}.`,
    caption: "Each row is one container, in the order in which they ran, in the simulation of median time.",
    chart: { kind: "gantt", noun: "container", panels, end },
    open: true,
    children: [
      table(
        "When containers were through each stage",
        [
          "Through stage",
          ...configurations.flatMap(({ title }) =>
            ["first", "half", "last"].map((which) => ({ figure: `${title}: ${which}` })),
          ),
        ],
        stages.map(({ id, name, to }) => [
          `${id} ${name}`,
          ...configurations.flatMap(({ timeline }) => {
            const times = passing(timeline.containers, to);
            return times === undefined
              ? ["none", "none", "none"]
              : [times.first, times.middle, times.last].map(seconds);
          }),
        ]),
      ),
    ],
  };
}

function basis(configurations: readonly SimulatedConfiguration[], notes: readonly string[]): RootContent[] {
  return [
    list(notes.map((note) => [sentence(note)])),
    table(
      "Configurations",
      ["Configuration", "Away from the defaults"],
      configurations.map(({ title, settings }) => [title, settingsOf(settings)]),
    ),
  ];
}

function settingsOf(settings: readonly Setting[]): Inline[] {
  if (settings.length === 0) return ["nothing"];
  return settings.flatMap(({ parameter, value }, index) => [
    ...(index === 0 ? [] : [", "]),
    code(parameter),
    ` ${quantity(value, findParameter(parameter)?.unit ?? "")}`,
  ]);
}
