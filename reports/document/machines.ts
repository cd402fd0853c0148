import type { RootContent } from "mdast";
import type { Machines } from "../../engine/store/stored-run.ts";
import { count, number } from "../format.ts";
import { code, list, paragraph, section, table } from "./nodes.ts";
import type { Subject } from "./subject.ts";

/** The virtual machines of the cluster, and their network as it was asked for and as it was measured. */
export function machines({ result }: Subject): RootContent[] {
  if (result.machines === undefined) return [];
  const { acceleration, timeouts, machines: all, network } = result.machines;
  return [
    section(
      "machines",
      "The machines and their network",
      paragraph(
        acceleration === "kvm"
          ? "The machines ran on their hosts' processors (KVM)."
          : "The machines were emulated in software (TCG): times hold among runs with the same emulation, and the shares of the stages are not those of real machines.",
      ),
      ...(timeouts.length === 0
        ? []
        : [
            paragraph("So that slowness alone ends nothing, components were told from the start:"),
            list(timeouts.map((told) => [code(told)])),
          ]),
      table(
        "Machines",
        [
          "Machine",
          "For",
          { figure: "Cores" },
          { figure: "Share of each" },
          { figure: "GiB" },
          "Address",
          "Host",
        ],
        all.map(({ name, role, cores, quota, memoryGiB, address, host }) => [
          ...[code(name), role, String(cores), `${number(100 * quota)} %`, number(memoryGiB), address],
          host === "local" ? "this machine" : code(host),
        ]),
      ),
      ...links(network),
      ...pairs(network),
    ),
  ];
}

function links({ links: all }: Machines["network"]): RootContent[] {
  if (all.length === 0) return [paragraph("No delay and no rate was asked of the network between them.")];
  const off = all.filter(({ deviations }) => deviations.length > 0);
  return [
    table(
      "Emulated links, asked and measured before the first trial: delays one way, each direction by itself",
      [
        ...["From", "To", { figure: "Delay asked" }, { figure: "Measured" }, { figure: "Its spread asked" }],
        ...[{ figure: "Measured" }, { figure: "Rate asked" }, { figure: "Measured" }, "Within a tenth"],
      ],
      all.map(({ from, to, asked, delayMs, jitterMs, rateMbit, deviations }) => [
        ...[code(from), code(to), ms(asked.delayMs), ms(delayMs), ms(asked.jitterMs), ms(jitterMs)],
        ...[mbit(asked.rateMbit), mbit(rateMbit), deviations.length === 0 ? "yes" : "no"],
      ]),
    ),
    ...(off.length === 0
      ? []
      : [
          paragraph(
            `${count(off.length, "direction")} of ${String(all.length)} had not what was asked for: the experiment is another one than its file says.`,
          ),
        ]),
  ];
}

function pairs({ pairs: all }: Machines["network"]): RootContent[] {
  if (all.length === 0) return [];
  return [
    table(
      "Round trips and rates between every two machines",
      [
        ...["From", "To", { figure: "Least" }, { figure: "Mean" }, { figure: "Most" }],
        ...[{ figure: "p50" }, { figure: "p90" }, { figure: "p99" }, { figure: "Rate" }],
      ],
      all.map(({ from, to, rateMbit, ...trips }) => [
        ...[code(from), code(to), ms(trips.min), ms(trips.mean), ms(trips.max)],
        ...[ms(trips.p50), ms(trips.p90), ms(trips.p99), mbit(rateMbit)],
      ]),
    ),
  ];
}

const ms = (value: number | undefined): string => (value === undefined ? "-" : `${number(value)} ms`);
const mbit = (value: number | undefined): string => (value === undefined ? "-" : `${number(value)} Mbit/s`);
