import type { RootContent } from "mdast";
import { stages } from "../../knowledge/index.ts";
import { listed, seconds } from "../format.ts";
import { paragraph, section, strong } from "./nodes.ts";
import { podsByStage } from "./pods-by-stage.ts";
import { stageShares } from "./stage-shares.ts";
import type { Subject } from "./subject.ts";

/** Where the deployment's time went: one message in words, the pods by stage, the stages in figures. */
export function time(subject: Subject): RootContent[] {
  const figures = [podsByStage(subject), stageShares(subject)].filter((figure) => figure !== undefined);
  if (figures.length === 0) return [];
  return [section("time", "Where the time went", ...message(subject), ...figures)];
}

/** The longest stage before and, where something changed, after: the first thing to see in the charts. */
function message({ result, modelled }: Subject): RootContent[] {
  const { baseline, final } = result;
  if (baseline === undefined) return [];
  const longest = (phase: typeof baseline): { text: string; seconds: string } => {
    const [top = stages[0]] = stages.toSorted(
      (a, b) => phase.stages[b.id].median - phase.stages[a.id].median,
    );
    return top === undefined
      ? { text: "", seconds: "" }
      : {
          text: `${top.id} (${top.name}${modelled.has(top.id) ? ", modelled" : ""})`,
          seconds: seconds(phase.stages[top.id].median),
        };
  };
  const first = longest(baseline);
  const then = final === undefined ? undefined : longest(final);
  const unmeasured = [...modelled];
  return [
    paragraph(
      "The longest stage was ",
      strong(first.text),
      `: ${first.seconds} of ${seconds(baseline.deploymentSeconds.median)}.`,
      ...(then === undefined || final === undefined
        ? []
        : [
            " Now it is ",
            strong(then.text),
            `: ${then.seconds} of ${seconds(final.deploymentSeconds.median)}.`,
          ]),
      ...(unmeasured.length === 0
        ? []
        : [
            ` ${listed(unmeasured)} ${unmeasured.length === 1 ? "is" : "are"} modelled, not measured: the nodes are simulated by kwok and have no kubelet.`,
          ]),
    ),
  ];
}
