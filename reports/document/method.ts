import type { RootContent } from "mdast";
import { basename } from "node:path";
import { findAnyParameter, points, stages, type OwnKnowledge, type Setting } from "../../knowledge/index.ts";
import type { Phase, Timeline } from "../../engine/store/stored-run.ts";
import { count, duration, listed, number, quantity, sentence } from "../format.ts";
import { kindsOf, nodesPhrase } from "./cluster.ts";
import { code, heading, list, paragraph, section, table, type Inline } from "./nodes.ts";
import { partOf, type Subject } from "./subject.ts";

/** What somebody needs to judge the numbers or to get them again: workload, machine, versions, durations, seed. */
export function method(subject: Subject): RootContent[] {
  return [
    section(
      "method",
      "How it was measured",
      paragraph(
        "Figures are rounded to three significant digits here; the run folder ",
        code(basename(subject.run.folder)),
        " has them in full.",
      ),
      table("Experiment, machine and durations", ["What", "Value"], rows(subject)),
      ...gaps(subject),
    ),
  ];
}

function rows({ result, run, noun, isRollout }: Subject): [string, Inline[]][] {
  const { environment: machine } = result;
  const { plan } = run;
  const { commandSeconds: command, trialSeconds: trials } = machine;
  return [
    ...(isRollout
      ? ([
          ["Experiment", ["none: a rollout was watched"]],
          ["Workload", [`${count(plan.workload.instances, noun)} that somebody else deployed`]],
        ] satisfies [string, Inline[]][])
      : ([
          ["Experiment", [code(basename(plan.file))]],
          [
            "Workload",
            [
              `${count(plan.workload.instances, noun)} by method `,
              code(plan.workload.method),
              `, deployed with ${plan.workload.client === "kubectl" ? "kubectl" : "Columbo's own client"}`,
            ],
          ],
        ] satisfies [string, Inline[]][])),
    ["Cluster", [`Kubernetes ${result.kubernetes}, provider ${result.provider}, ${nodesPhrase(plan)}`]],
    ...(kindsOf(plan).includes("kwok")
      ? ([["Pod start on kwok nodes", [`modelled, ${podStart(plan.podStart)}`]]] satisfies [
          string,
          Inline[],
        ][])
      : []),
    ...observation(result),
    ["Starting configuration", settings(plan.settings, plan.own)],
    ["Configuration at the end", settings(result.settings, plan.own)],
    ["Iterations", [number(result.iterations)]],
    [
      "Machine",
      [`${machine.os}, ${count(machine.cores, "core")}, ${number(machine.memoryGiB)} GiB of memory`],
    ],
    ["Versions", [`Columbo ${machine.columbo}, Node.js ${machine.node}`]],
    ["Started", [moment(machine.startedAt)]],
    ["Finished", [moment(machine.finishedAt)]],
    ["Duration", [durations(result.provider, command, trials)]],
    ["Seed", [String(plan.tuning.seed)]],
    ["Plan", [code(plan.hash)]],
  ];
}

function durations(provider: string, command: number, trials: number): string {
  if (provider === "simulated")
    return `${duration(command)} for the whole command; as real ones the trials would have taken ${duration(trials)}`;
  const whole = `${duration(command)} for the whole command, ${duration(trials)} of it trials`;
  if (!(command > 0 && trials > 0)) return whole;
  return `${whole}; Columbo itself added ${number(Math.round((1 - trials / command) * 100))} % of the command`;
}

function observation({ observed }: Subject["result"]): [string, Inline[]][] {
  if (observed === undefined || observed.observers.length === 0) return [];
  return [["Sources", [observed.observers.join(", ")]]];
}

const podStart = ({ minMs, maxMs }: Subject["run"]["plan"]["podStart"]): string =>
  minMs === maxMs ? `${number(minMs)} ms` : `${number(minMs)} to ${number(maxMs)} ms`;

function settings(all: readonly Setting[], own: OwnKnowledge | undefined): Inline[] {
  if (all.length === 0) return ["the defaults of this Kubernetes version"];
  return all.flatMap(({ parameter, value }, index) => [
    ...(index === 0 ? [] : [", "]),
    code(parameter),
    ` ${quantity(value, findAnyParameter(parameter, own)?.unit ?? "")}`,
  ]);
}

/** ISO 8601 to the minute; the zone stays as it was written. */
function moment(iso: string): string {
  const match = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::[\d.]+)?(Z|[+-]\d\d:?\d\d)?$/.exec(iso);
  if (match === null) return iso;
  const [, day = "", clock = "", zone = ""] = match;
  return `${day} ${clock}${zone === "Z" ? " UTC" : zone === "" ? "" : ` ${zone}`}`;
}

function gaps({ run, result, noun }: Subject): RootContent[] {
  const named: [string, Timeline | undefined][] = [
    [run.after === undefined ? "" : "Before, ", run.before],
    [run.before === undefined ? "" : "After, ", run.after],
  ];
  const items = named.flatMap(([when, timeline]) =>
    (timeline?.gaps ?? []).map(({ point, containers, why }): Inline[] => [
      when,
      code(point),
      ` (${points.find(({ id }) => id === point)?.meaning ?? point}): missing for ${count(containers, noun)}: `,
      sentence(why),
    ]),
  );
  const lacking: [string, Phase | undefined][] = [
    [result.final === undefined ? "" : "Before, ", result.baseline],
    ["After, ", result.final],
  ];
  items.push(
    ...lacking.flatMap(([when, phase]) => {
      const ids = phase === undefined ? [] : stages.filter(({ id }) => partOf(phase, id) === undefined);
      if (ids.length === 0) return [];
      const names = listed(ids.map(({ id, name }) => `${id} (${name})`));
      return [[`${when}${names}: no figure, since no trial showed both ends for the last ${noun}.`]];
    }),
  );
  if (items.length === 0 && named.every(([, timeline]) => timeline === undefined)) return [];
  return [
    heading(3, undefined, "Gaps in the timelines"),
    items.length === 0
      ? paragraph(`None: every point of every ${noun} was seen or is marked as modelled.`)
      : list(items),
  ];
}
