import type { Standing } from "../../experiments/index.ts";
import { standUpMachines, type StandingMachines } from "../../provisioners/index.ts";
import { readable } from "../diagnose/numbers.ts";
import { progressEvent } from "../events.ts";
import { interruptible } from "./interrupt.ts";
import { loginLines } from "./logins.ts";
import { progressListener } from "./progress/listener.ts";
import { print, table } from "./table.ts";
import type { TrialOptions } from "./trial-options.ts";

/**
 * Makes an experiment's machines without a workload on them. They stay, unless the experiment says `delete`; a line for
 * each says how to log into it.
 */
export async function standUp(standing: Standing, options: TrialOptions): Promise<void> {
  const listener = await progressListener(options);
  try {
    const machines = await interruptible(listener.emit, (signal) =>
      standUpMachines(standing, {
        report: (progress) => {
          listener.emit(progressEvent(progress));
        },
        signal,
        ...(options.binDir === undefined ? {} : { binDir: options.binDir }),
      }),
    );
    listener.close();
    print(options.json, machines, () => standingText(machines));
  } finally {
    listener.close();
  }
}

function standingText({ machines, network, kubeconfig, notes }: StandingMachines): string {
  const links = network.links.map(({ from, to, asked, delayMs, rateMbit, deviations }) => [
    `${from} -> ${to}`,
    `${String(asked.delayMs)} ms, ${String(asked.rateMbit)} Mbit/s`,
    `${figure(delayMs)} ms, ${figure(rateMbit)} Mbit/s`,
    deviations.length === 0 ? "" : "more than a tenth off",
  ]);
  const pairs = network.pairs.map(({ from, to, min, mean, max, p50, p90, p99, rateMbit }) => [
    ...[from, to, ...[min, mean, max, p50, p90, p99, rateMbit].map(figure)],
  ]);
  return [
    ...notes,
    ...(links.length === 0 ? [] : [table(["link", "asked", "measured", ""], links)]),
    ...(pairs.length === 0
      ? []
      : [table(["from", "to", "min ms", "mean", "max", "p50", "p90", "p99", "Mbit/s"], pairs)]),
    ...loginLines(machines),
    ...(kubeconfig === undefined ? [] : [`kubectl --kubeconfig ${kubeconfig} get nodes`]),
  ].join("\n");
}

function figure(value: number | undefined): string {
  return value === undefined ? "-" : readable(value);
}
