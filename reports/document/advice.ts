import type { RootContent } from "mdast";
import { basename } from "node:path";
import { sentence } from "../format.ts";
import { code, list, paragraph, section, strong, type Inline } from "./nodes.ts";
import { isForbidden, type Subject } from "./subject.ts";

/** What to do where there is no change to apply: advice, what signals to provide, or how to go on after a failure. */
export function advice(subject: Subject): RootContent[] {
  const { result } = subject;
  if (result.verdict === "failed") return [failure(subject)];
  if (!advisesAtTop(subject)) return [];
  const items: Inline[][] = result.findings.map((finding) => [
    strong(sentence(finding.title)),
    ` ${sentence(finding.advice)}`,
  ]);
  if (result.findings.some(isForbidden))
    items.push([
      "Or let Columbo find and prove the values: change ",
      code("allow"),
      " and ",
      code("deny"),
      " in ",
      code(basename(subject.run.plan.file)),
      ", then run the experiment again.",
    ]);
  if (result.verdict === "cannot-tell" && result.cannotTell.length > 0) {
    items.push([
      `Provide the signals listed under “What could not be told”, then ${subject.isRollout ? "watch again" : "run the experiment again"}; `,
      ...(result.provider === "existing"
        ? [code("columbo rbac --full"), " prints the rights that show more of a cluster."]
        : [code("columbo doctor"), " says what this machine lacks."]),
    ]);
  }
  return items.length === 0 ? [] : [section("advice", "What to do", list(items))];
}

/** Whether findings' advice is what to do, as it is where there is no change to apply but a cause that holds back. */
export function advisesAtTop({ result, changes }: Subject): boolean {
  return changes.length === 0 && result.verdict !== "failed" && result.verdict !== "nothing-to-tune";
}

function failure({ result, run }: Subject): RootContent {
  return section(
    "failure",
    "What failed, and what to do",
    paragraph(
      strong("What failed:"),
      ` ${sentence(result.failure ?? "the run ended before it gave a reason")}`,
    ),
    list(
      [
        [
          "Look into the run folder ",
          code(basename(run.folder)),
          ": it holds all that the run wrote until then, the logs of the components among it.",
        ],
        [code("columbo doctor"), " says what this machine lacks and which command mends it."],
        [code("columbo clean"), " takes away whatever the run may have left behind."],
        [
          "Then run ",
          code(`columbo diagnose ${basename(run.plan.file)}`),
          " again; a trial that failed is never taken for a measurement.",
        ],
      ],
      true,
    ),
  );
}
