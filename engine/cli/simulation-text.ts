import { stages } from "../../knowledge/index.ts";
import type { Simulated } from "../what-if/configuration.ts";
import { ganttText } from "../what-if/gantt.ts";
import type { WhatIf } from "./what-if.ts";
import { table } from "./table.ts";

/** Both configurations side by side, and when their pods are in each stage. */
export function simulationText({ asIs, changed, change, notes }: WhatIf, label: string): readonly string[] {
  const shown: readonly [string, Simulated][] = [
    ["as it is", asIs],
    ...(changed === undefined ? [] : [[label, changed] as [string, Simulated]]),
  ];
  const row = (name: string, value: (one: Simulated) => string): string[] => [
    name,
    ...shown.map(([, one]) => value(one)),
  ];
  const buckets = [...new Set(shown.flatMap(([, { waits }]) => Object.keys(waits)))];
  const end = Math.max(...shown.map(([, { deploymentSeconds }]) => deploymentSeconds));
  return [
    table(
      ["simulated", ...shown.map(([title]) => title)],
      [
        row("containers", ({ containers }) => String(containers)),
        row("deployment", ({ deploymentSeconds }) => seconds(deploymentSeconds)),
        row("90 % of trials", ({ low, high }) => `${low.toFixed(1)} to ${seconds(high)}`),
        ...(shown.some(([, { trials }]) => trials.length > 0)
          ? [row("simulated trials", ({ trials }) => trials.map((one) => one.toFixed(2)).join(", "))]
          : []),
        ...stages.map(({ id, name }) => row(`${id} ${name}`, (one) => seconds(one.stages[id]))),
        ...buckets.map((bucket) => row(`token waits, ${bucket}`, ({ waits }) => waitsOf(waits[bucket]))),
        row("processors busy", ({ cpu }) => `${(100 * cpu.utilisation).toFixed(0)} %`),
      ],
    ),
    ...(change === undefined ? [] : [`${signed(100 * change)} % by ${label}`]),
    ...shown.flatMap(([title, { passages }]) => [
      "",
      `When containers are in each stage, ${title} (# the one in the middle; seconds until they are through)`,
      ...ganttText(passages, end),
    ]),
    "",
    ...notes.map((note) => `Note: ${note}`),
  ];
}

function seconds(value: number): string {
  return `${value.toFixed(2)} s`;
}

function waitsOf(use: Simulated["waits"][string] | undefined): string {
  if (use === undefined || use.delayed === 0) return "none";
  return `${use.delayed} of ${use.requests} requests, up to ${seconds(use.longestSeconds)}`;
}

function signed(value: number): string {
  return `${value > 0 ? "+" : ""}${value.toFixed(0)}`;
}
