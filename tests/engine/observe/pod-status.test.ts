import { expect, test } from "vitest";
import { podOf, podStamps, type PodEvent } from "../../../engine/observe/pod-status.ts";
import { reasonsOf, verdictsOf } from "../../../engine/observe/pod-verdicts.ts";

type Status = NonNullable<PodEvent["object"]["status"]>;
type ContainerStatuses = NonNullable<Status["containerStatuses"]>;

function version(status: Status, nodeName?: string): PodEvent {
  return {
    type: "MODIFIED",
    object: {
      metadata: { name: "t-1", uid: "u", ownerReferences: [{ kind: "Job", name: "t" }] },
      spec: {
        containers: [{ name: "app-1" }, { name: "app-2" }],
        ...(nodeName === undefined ? {} : { nodeName }),
      },
      status,
    },
  };
}

const shown = (event: PodEvent, hasKubelet: boolean): readonly string[] =>
  podStamps(event, 5, hasKubelet).map(({ point, container = "", late }) =>
    [point, container, late === true ? "late" : ""].filter((text) => text !== "").join(" "),
  );

test("a version says what had happened before it arrived", () => {
  const created = ["job-unpacked late", "pod-received late", "pod-stored late"];
  const bound = [...created, "binding-received late", "binding-stored late"];
  expect(shown(version({}), true)).toEqual(created);
  expect(shown(version({}, "n"), true)).toEqual(bound);
  const running: Status = {
    startTime: "2026-11-25T12:28:26Z",
    conditions: [{ type: "PodReadyToStartContainers", status: "True" }],
    containerStatuses: [
      { name: "app-1", state: { running: {} } },
      { name: "app-2", state: { waiting: { reason: "ContainerCreating" } } },
    ],
  };
  expect(shown(version(running, "n"), true)).toEqual([
    ...bound,
    "pod-delivered late",
    "sandbox-ready late",
    "running-reported app-1",
  ]);
  expect(shown(version(running, "n"), false)).toEqual([
    ...bound,
    "pod-delivered",
    "container-running app-1",
    "running-reported app-1",
  ]);
});

test("a pod is of the Job that owns it", () => {
  expect(podOf(version({}, "n"))).toEqual({
    name: "t-1",
    job: "t",
    uid: "u",
    node: "n",
    containers: ["app-1", "app-2"],
  });
});

test("reasons are the cluster's words for what does not run", () => {
  const status: Status = {
    conditions: [{ type: "PodScheduled", status: "False", reason: "Unschedulable", message: "0/1 nodes" }],
    containerStatuses: [
      {
        name: "app-1",
        state: { waiting: { reason: "ImagePullBackOff", message: "Back-off pulling image" } },
      },
      { name: "app-2", state: { waiting: { reason: "PodInitializing" } } },
    ],
  };
  expect(
    reasonsOf(version(status), 5).map(({ object, reason, message }) => `${object} ${reason}: ${message}`),
  ).toEqual(["t-1 Unschedulable: 0/1 nodes", "t-1 ImagePullBackOff: Back-off pulling image"]);
});

test("only what no time can mend is a verdict", () => {
  const verdicts = (statuses: ContainerStatuses) => verdictsOf(version({ containerStatuses: statuses }, "n"));
  const never = { reason: "ErrImageNeverPull", message: "not present with pull policy of Never" };
  expect(
    verdicts([
      { name: "app-1", state: { waiting: never } },
      { name: "app-2", state: { waiting: { reason: "ImagePullBackOff" } } },
    ]),
  ).toEqual({
    refused: [
      {
        container: "app-1",
        why: "container app-1 of pod t-1: ErrImageNeverPull: not present with pull policy of Never",
      },
    ],
  });
  expect(verdicts([{ name: "app-1", state: { terminated: { exitCode: 0, reason: "Completed" } } }])).toEqual({
    refused: [],
  });
  expect(
    verdicts([
      {
        name: "app-1",
        state: { running: {} },
        lastState: { terminated: { exitCode: 137, reason: "OOMKilled" } },
      },
    ]),
  ).toEqual({ refused: [], ended: "container app-1 of pod t-1 ended with exit code 137 (OOMKilled)" });
});
