import type { RootContent } from "mdast";
import { quantity } from "../format.ts";
import { code, list, paragraph, section, type Inline } from "./nodes.ts";
import type { Subject } from "./subject.ts";

/** The causes that were looked at and did not hold, and those that could not be judged. */
export function otherCauses({ result }: Subject): RootContent[] {
  return [
    ...(result.ruledOut.length === 0
      ? []
      : [
          section(
            "ruled-out",
            "What was ruled out",
            list(
              result.ruledOut.map(({ cause, why, evidence }) => [
                code(cause),
                `: ${why.replace(/[.\s]+$/, "")}`,
                ...(evidence.length === 0 ? [] : facts(evidence)),
                ".",
              ]),
            ),
          ),
        ]),
    ...(result.cannotTell.length === 0
      ? []
      : [
          section(
            "cannot-tell",
            "What could not be told",
            paragraph("These causes were neither found nor ruled out, for want of the signals named."),
            list(
              result.cannotTell.map(({ cause, missing }) => [
                code(cause),
                ": for want of ",
                ...missing.flatMap((fact, index) => (index === 0 ? [code(fact)] : [", ", code(fact)])),
                ".",
              ]),
            ),
          ),
        ]),
  ];
}

function facts(evidence: Subject["result"]["findings"][number]["evidence"]): Inline[] {
  return [
    " (",
    ...evidence.flatMap(({ fact, value, unit }, index) => [
      ...(index === 0 ? [] : ["; "]),
      code(fact),
      ` ${quantity(value, unit)}`,
    ]),
    ")",
  ];
}
