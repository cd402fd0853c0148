import { expect, test } from "vitest";
import { linesWith } from "../../../engine/observe/component-log.ts";
import { kubeletMessages, kubeletPoints } from "../../../engine/observe/kubelet-points.ts";
import { kubeletLines } from "./recorded.ts";

/** What the lines show, as "point milliseconds" after the pod's delivery. */
function shown(lines: readonly string[]): readonly string[] {
  const stamps = kubeletPoints([...linesWith(lines, kubeletMessages)], "columbo");
  const start = stamps.find(({ point }) => point === "pod-delivered")?.at ?? Number.NaN;
  return stamps
    .toSorted((a, b) => a.at - b.at)
    .map(({ point, at, container = "", late }) =>
      [point, (at - start).toFixed(3), container, late === true ? "late" : ""].join(" ").trim(),
    );
}

const has =
  (...texts: readonly string[]) =>
  (line: string): boolean =>
    texts.some((text) => line.includes(text));
const upTo = (v: number) => (line: string) => Number(/"v":(\d)/.exec(line)?.[1]) <= v;

test("a kubelet at -v=4 shows every point of its own", () => {
  expect(shown(kubeletLines)).toEqual([
    "pod-delivered 0.000",
    "pod-syncing 13.183",
    "cgroup-created 16.095",
    "volumes-mounted 653.760",
    "sandbox-starting 653.823",
    "sandbox-ready 2618.754",
    "image-ready 2624.489 app-1 late",
    "container-created 8617.352 app-1 late",
    "container-started 9332.259 app-1 late",
  ]);
});

test("at -v=2 the two lines about a missing sandbox tell when its worker began and its volumes were there", () => {
  expect(shown(kubeletLines.filter(upTo(2)))).toEqual([
    "pod-delivered 0.000",
    "pod-syncing 13.270",
    "volumes-mounted 653.776",
  ]);
});

test("a pod without volumes has its control group when there is nothing more to wait for", () => {
  const lines = kubeletLines.filter((line) => !has("Waiting for volumes", "All volumes")(line));
  expect(shown(lines).slice(1, 5)).toEqual([
    "pod-syncing 13.183",
    "cgroup-created 653.776",
    "volumes-mounted 653.776",
    "sandbox-starting 653.823",
  ]);
});

test("a kubelet that looks for a sandbox only once does so when the volumes are there", () => {
  const [added, once] = [kubeletLines[1]!, kubeletLines[6]!];
  expect(shown([added, once])).toEqual(["pod-delivered 0.000", "volumes-mounted 653.776"]);
});

test("text is read as JSON is, and lists of pods are taken apart", () => {
  const text = [
    'I1125 12:28:25.664377   20990 kubelet.go:2515] "SyncLoop ADD" source="api" pods=["columbo/a","columbo/b","other/c"]',
    'I1125 12:28:25.664999   20990 kubelet.go:2515] "SyncLoop ADD" source="file" pods=["columbo/d"]',
    'I1125 12:28:25.665377   20990 kubelet.go:2515] "SyncLoop ADD" source="api" pods=[columbo/e columbo/f]',
    'I1125 12:28:25.677560   20990 kubelet.go:1909] "SyncPod enter" pod="columbo/b" podUID="42477067"',
    'I1125 12:28:28.288866   20990 event.go:389] "Event occurred" object="columbo/b" fieldPath="spec.containers{app-1}" kind="Pod" apiVersion="v1" type="Normal" reason="Started" message="Started container app-1"',
    "I1125 12:28:25.6775",
    'I1125 12:28:25.677560   20990 kubelet.go:1909] "SyncPod enter" pod="colum',
  ];
  const stamps = kubeletPoints([...linesWith(text, kubeletMessages)], "columbo");
  expect(stamps.map(({ point, pod, container }) => `${point} ${pod} ${container}`)).toEqual([
    "pod-delivered a undefined",
    "pod-delivered b undefined",
    "pod-delivered e undefined",
    "pod-delivered f undefined",
    "pod-syncing b undefined",
    "container-started b app-1",
  ]);
  expect(stamps[4]!.at - stamps[1]!.at).toBeCloseTo(13.183, 3);
});
