import type { RootContent } from "mdast";
import { points } from "../../knowledge/index.ts";
import type { Observed } from "../../engine/store/stored-run.ts";
import { preciseSeconds, sentence } from "../format.ts";
import { code, codeBlock, heading, list, paragraph, table, type Inline } from "./nodes.ts";
import type { Subject } from "./subject.ts";

/** How far the sources can be trusted: clocks, contradictions, and what could not be read. */
export function sight(observed: Observed, subject: Subject): RootContent[] {
  return [...clocks(observed), ...disagreements(observed, subject), ...unseen(observed)];
}

function clocks({ clocks: all }: Observed): RootContent[] {
  if (all.length === 0) return [];
  return [
    heading(3, undefined, "Clocks"),
    list(all.map((clock): Inline[] => [code(clock.host), `: ${offset(clock)} (${clock.source}).`])),
  ];
}

function offset({ low, high }: Observed["clocks"][number]): string {
  const what = "its clock minus Columbo's";
  if (low === 0 && high === 0) return `${what} is 0`;
  if (low !== undefined && high !== undefined)
    return `${what} lies between ${signed(low)} and ${signed(high)}`;
  if (low !== undefined) return `${what} is ${signed(low)} or more`;
  return high === undefined ? `${what} is not known` : `${what} is ${signed(high)} or less`;
}

function signed(value: number): string {
  return value > 0 ? `+${preciseSeconds(value)}` : preciseSeconds(value);
}

function disagreements({ disagreements: all }: Observed, { noun }: Subject): RootContent[] {
  const title = heading(3, undefined, "Sources that disagree");
  if (all.length === 0)
    return [
      title,
      paragraph("None: where two sources show a point, they agree within what both can tell apart."),
    ];
  return [
    title,
    table(
      "Points that two sources show at different times; the first is believed",
      ["Point", "Believed", "The other", { figure: `For ${noun}s` }, { figure: "Up to" }],
      all.map(({ point, sources: [believed, other], containers, seconds }) => [
        [code(point)],
        believed,
        other,
        String(containers),
        preciseSeconds(seconds),
      ]),
    ),
  ];
}

function unseen({ unseen: all }: Observed): RootContent[] {
  if (all.length === 0) return [];
  const grants = [...new Set(all.flatMap(({ grant }) => grant ?? []))];
  return [
    heading(3, undefined, "What could not be seen"),
    list(
      all.map(({ source, why, points: lost }): Inline[] => [
        `${source}: ${sentence(why)}`,
        ...lostPoints(lost),
      ]),
    ),
    ...(grants.length === 0
      ? []
      : [
          paragraph(
            "These rules of Roles or ClusterRoles would allow what is lacking; ",
            code("columbo rbac --full"),
            " prints them with their bindings:",
          ),
          codeBlock("yaml", grants.map((grant) => grant.trimEnd()).join("\n")),
        ]),
  ];
}

function lostPoints(lost: readonly string[]): Inline[] {
  if (lost.length === 0) return [" Nothing else is missing for want of it."];
  return [
    " Not seen for want of it: ",
    ...lost.flatMap((point, index): Inline[] => [
      ...(index === 0 ? [] : ["; "]),
      code(point),
      ` (${points.find(({ id }) => id === point)?.meaning ?? point})`,
    ]),
    ".",
  ];
}
