import { stages } from "../../knowledge/index.ts";
import type { FactKind } from "./fact-kind.ts";

/** How long the deployment took, and what is left of it. */
export const deploymentFacts: readonly FactKind[] = [
  { id: "deployment.seconds", unit: "s", meaning: "client start until the last container ran" },
  { id: "deployment.containers", unit: "containers", meaning: "containers that were started" },
  { id: "deployment.pods", unit: "pods", meaning: "pods that were started" },
  { id: "deployment.jobs", unit: "Jobs", meaning: "Jobs that were submitted" },
  ...stages.map(({ id, name }): FactKind => ({
    id: `stage.${id}.seconds`,
    unit: "s",
    meaning: `what stage ${id} (${name}) took on the last container's way`,
  })),
  {
    id: "stages.longest",
    unit: "name",
    meaning: "the stage that took longest on the last container's way, of those that were measured",
  },
  {
    id: "stages.modelled-seconds",
    unit: "s",
    meaning: "the part of the last container's way that was modelled, not measured",
  },
  {
    id: "deployment.best-case-seconds",
    unit: "s",
    meaning: "what the deployment would take if only the hardware bounded it, by the model",
  },
  {
    id: "deployment.predicted-seconds",
    unit: "s",
    meaning: "what the calibrated simulation says of this configuration",
  },
  { id: "deployment.gap-seconds", unit: "s", meaning: "how far the deployment is above its best case" },
  { id: "deployment.gap-share", unit: "share", meaning: "deployment.gap-seconds by deployment.seconds" },
  {
    id: "noise.seconds",
    unit: "s",
    meaning: "differences up to this size happen without any change; at most a quarter of the median trial",
  },
  {
    id: "findings.count",
    unit: "causes",
    meaning: "causes that the other rules found; known when all of them could be judged",
  },
  {
    id: "findings.explained-seconds",
    unit: "s",
    meaning: "what the greatest of these causes explains; known when all of them could be judged",
  },
];
