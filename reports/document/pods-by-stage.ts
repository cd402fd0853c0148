import type { Table } from "mdast";
import { stages } from "../../knowledge/index.ts";
import type { ContainerTimeline, Timeline } from "../../engine/store/stored-run.ts";
import { count, seconds } from "../format.ts";
import { table, tag, type Figure } from "./nodes.ts";
import { passing, sampled, spansOf } from "./spans.ts";
import type { Subject } from "./subject.ts";

/** More rows than this are thinner than a pixel and say nothing more. */
const maxRows = 200;

interface Shot {
  readonly title: string;
  readonly containers: readonly ContainerTimeline[];
}

/** Every pod's way through the stages, before and after on one time scale; undefined when no timeline is there. */
export function podsByStage(subject: Subject): Figure | undefined {
  const { run, noun } = subject;
  const single = run.after === undefined;
  const shots = [
    ...shotOf(single ? "Measured" : "Before", run.before),
    ...shotOf(run.before === undefined ? "Measured" : "After", run.after),
  ];
  const panels = shots.map(({ title, containers }) => ({
    title,
    rows: sampled(containers, maxRows).map(spansOf),
  }));
  const ends = panels.map(({ rows }) => Math.max(0, ...rows.flat().map((span) => span.to)));
  // Timelines of which nothing was seen would make a chart of empty rows.
  if (Math.max(0, ...ends) === 0) return undefined;
  const largest = Math.max(...shots.map(({ containers }) => containers.length));
  const rows =
    largest > maxRows ? `${maxRows} of ${count(largest, noun)}, evenly sampled` : count(largest, noun);
  const facts = shots.flatMap(({ title, containers }) => {
    const ran = passing(containers, "container-running");
    return ran === undefined ? [] : [`${title.toLowerCase()} ${seconds(ran.last)}`];
  });
  const modelled = panels.some((panel) => panel.rows.flat().some((span) => span.modelled));
  return {
    type: "figure",
    name: `${noun === "pod" ? "Pods" : "Containers"} by stage over time${shots.length > 1 ? ", before and after on one time scale" : ""}.${facts.length === 0 ? "" : ` The last ${noun} runs after: ${facts.join(", ")}.`}`,
    caption: `Each row is one ${noun}, in the order in which they ran (${rows}), in the trial of median deployment time.${modelled ? " Hatched stages are modelled: no kubelet runs on kwok nodes, so nobody measured them." : ""}`,
    chart: { kind: "gantt", noun, panels, end: Math.max(...ends) },
    open: false,
    children: [asTable(subject, shots)],
  };
}

function shotOf(title: string, timeline: Timeline | undefined): readonly Shot[] {
  if (timeline === undefined || timeline.containers.length === 0) return [];
  const end = (container: ContainerTimeline): number =>
    container.points["container-running"]?.seconds ?? Number.POSITIVE_INFINITY;
  // Infinity - Infinity is NaN, which would leave the order to chance.
  const containers = timeline.containers.toSorted((a, b) =>
    end(a) === end(b) ? 0 : end(a) < end(b) ? -1 : 1,
  );
  return [{ title, containers }];
}

function asTable(subject: Subject, shots: readonly Shot[]): Table {
  const { noun } = subject;
  return table(
    `When ${noun}s were through each stage`,
    [
      "Through stage",
      ...shots.flatMap(({ title }) =>
        ["first", "half", "last"].map((which) => ({ figure: `${title}: ${which}` })),
      ),
    ],
    stages.map(({ id, name, to }) => [
      [`${id} ${name}`, ...(subject.modelled.has(id) ? [" ", tag("modelled", "plain")] : [])],
      ...shots.flatMap(({ containers }) => {
        const times = passing(containers, to);
        return times === undefined
          ? ["not seen", "not seen", "not seen"]
          : [times.first, times.middle, times.last].map(seconds);
      }),
    ]),
  );
}
