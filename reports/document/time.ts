import type { RootContent } from "mdast";
import type { Phase } from "../../engine/store/stored-run.ts";
import { stages } from "../../knowledge/index.ts";
import { listed, seconds } from "../format.ts";
import { kindsOf } from "./cluster.ts";
import { paragraph, section, strong, type Inline } from "./nodes.ts";
import { podsByStage } from "./pods-by-stage.ts";
import { seenStages } from "./seen-stages.ts";
import { stageShares } from "./stage-shares.ts";
import { partOf, type Subject } from "./subject.ts";

/** Where the deployment's time went: one message in words, the pods by stage, the stages in figures. */
export function time(subject: Subject): RootContent[] {
  const figures = [podsByStage(subject), stageShares(subject)].filter((figure) => figure !== undefined);
  if (figures.length === 0) return [];
  return [section("time", "Where the time went", ...message(subject), ...seenStages(subject), ...figures)];
}

/** The longest stage before and, where something changed, after: the first thing to see in the charts. */
function message({ result, run, noun, modelled }: Subject): RootContent[] {
  const { baseline, final } = result;
  if (baseline === undefined) return [];
  const longest = (words: readonly [all: string, some: string], phase: Phase | undefined): Inline[] => {
    if (phase === undefined) return [];
    const known = stages.flatMap(({ id, name }) => {
      const part = partOf(phase, id);
      return part === undefined ? [] : [{ id, name, median: part.median }];
    });
    const [top] = known.toSorted((a, b) => b.median - a.median);
    if (top === undefined) return [];
    return [
      words[known.length === stages.length ? 0 : 1],
      strong(`${top.id} (${top.name}${modelled.has(top.id) ? ", modelled" : ""})`),
      `: ${seconds(top.median)} of ${seconds(phase.deploymentSeconds.median)}.`,
    ];
  };
  const unmeasured = [...modelled];
  const parts = [
    ...longest(["The longest stage was ", "The longest stage that was seen was "], baseline),
    ...longest([" Now it is ", " Now the longest that is seen is "], final),
    ...(unmeasured.length === 0
      ? []
      : [
          ` ${listed(unmeasured)} ${unmeasured.length === 1 ? "is" : "are"} modelled, not measured${whereModelled(run.plan, noun)}: kwok's nodes have no kubelet.`,
        ]),
  ];
  return parts.length === 0 ? [] : [paragraph(...parts)];
}

/** On a mixed cluster only some of the pods are concerned, the last one among them. */
function whereModelled(plan: Subject["run"]["plan"], noun: string): string {
  return kindsOf(plan).length > 1 ? ` for the last ${noun}, which ran on a kwok node` : "";
}
