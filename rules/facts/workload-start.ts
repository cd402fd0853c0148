import type { FactKind } from "./fact-kind.ts";

/** What shows that the workload itself makes its start long. On kwok nodes nothing runs, and all of it is 0. */
export const workloadStartFacts: readonly FactKind[] = [
  { id: "throttling.limit-cores", unit: "cores", meaning: "processor limit of a container; 0 = none" },
  {
    id: "throttling.start-seconds",
    unit: "s",
    meaning: "start of the last container's process until its application's first output",
  },
  {
    id: "throttling.cpu-seconds",
    unit: "s",
    meaning: "processor time that the last container used",
  },
  {
    id: "throttling.seconds",
    unit: "s",
    meaning:
      "the part of throttling.start-seconds for which the last container was stopped by its processor limit",
  },
  { id: "throttling.share", unit: "share", meaning: "throttling.seconds by deployment.seconds" },
  { id: "throttling.start-share", unit: "share", meaning: "throttling.seconds by throttling.start-seconds" },
  {
    id: "readiness.after-running-seconds",
    unit: "s",
    meaning:
      "first output of the last container's application until the API said that it is ready; 0 without a probe",
  },
  { id: "readiness.delay-seconds", unit: "s", meaning: "initialDelaySeconds of the readiness probe" },
  { id: "readiness.period-seconds", unit: "s", meaning: "periodSeconds of the readiness probe" },
  {
    id: "readiness.seconds",
    unit: "s",
    meaning:
      "wait for the readiness probe's first question after the last container ran; 0 when it was asked before and not ready",
  },
  { id: "readiness.share", unit: "share", meaning: "readiness.seconds by deployment.seconds" },
  {
    id: "ownership.pods",
    unit: "pods",
    meaning: "pods for whose fsGroup a kubelet went through a volume's files",
  },
  {
    id: "ownership.warned-pods",
    unit: "pods",
    meaning:
      "pods of which a kubelet said that this takes long: VolumePermissionChangeInProgress, after 30 s of it",
  },
  {
    id: "ownership.seconds",
    unit: "s",
    meaning: "time that this took on the last pod's way",
  },
  { id: "ownership.share", unit: "share", meaning: "ownership.seconds by deployment.seconds" },
];
