import { expect, test } from "vitest";
import { containerdLine, nanoTime } from "../../../engine/observe/containerd-line.ts";
import { containerdPoints } from "../../../engine/observe/containerd-log.ts";
import type { SeenPod } from "../../../engine/observe/observer.ts";
import { containerdLines, uid } from "./recorded.ts";

const pod: SeenPod = { name: "default1-2ngsc", job: "default1", uid, containers: ["app-1"] };
const at = (fraction: number): number => Date.UTC(2026, 10, 25, 12, 28) + fraction * 1000;
const expected = [
  ["sandbox-starting", undefined, at(26.50558806)],
  ["sandbox-ready", undefined, at(28.252282041)],
  ["container-created", "app-1", at(34.263199475)],
  ["container-started", "app-1", at(34.986699886)],
] as const;

/** The same lines as other releases write them. */
const wordings: Readonly<Record<string, (line: string) => string>> = {
  "1.6 and 1.7": (line) => line,
  "2.0": (line) => line.replace(/RunPodSandbox (for [^"]*")$/, "RunPodsandbox $1"),
  "2.2, whose messages are printed by Go's own protobuf": (line) =>
    line
      .replace(
        /&PodSandboxMetadata\{Name:(.*?),Uid:(.*?),Namespace:(.*?),Attempt:0,\}/,
        String.raw`name:\"$1\"  uid:\"$2\"  namespace:\"$3\"`,
      )
      .replace(/&ContainerMetadata\{Name:(.*?),Attempt:0,\}/, String.raw`name:\"$1\"`),
  JSON: (line) => {
    const { message } = containerdLine(line)!;
    return JSON.stringify({ level: "info", msg: message, time: /"([^"]+)"/.exec(line)![1] });
  },
};

test.each(Object.entries(wordings))(
  "the runtime's log shows four points in the wording of %s",
  (_name, say) => {
    const stamps = containerdPoints(containerdLines.map(say), [pod]);
    expect(stamps.map(({ point, container }) => [point, container])).toEqual(
      expected.map(([point, container]) => [point, container]),
    );
    for (const [index, [, , time]] of expected.entries()) {
      expect(stamps[index]!.pod).toBe(pod.name);
      expect(stamps[index]!.at).toBeCloseTo(time, 3);
    }
  },
);

test("pods of others, failed sandboxes and cut lines show nothing", () => {
  expect(containerdPoints(containerdLines, [{ ...pod, uid: "other", name: "other" }])).toEqual([]);
  const failed = `time="2026-11-25T12:28:27Z" level=error msg="RunPodSandbox for &PodSandboxMetadata{Name:${pod.name},Uid:${uid},Namespace:columbo,Attempt:0,} failed, error" error="x"`;
  expect(containerdPoints([failed, containerdLines[0]!.slice(0, 80)], [pod])).toEqual([]);
});

test("times keep their nanoseconds, in any zone", () => {
  expect(nanoTime("2026-11-25T12:28:26.000000001Z")).toBeCloseTo(
    Date.UTC(2026, 10, 25, 12, 28, 26) + 1e-6,
    6,
  );
  expect(nanoTime("2026-11-25T12:28:26.5+01:00")).toBe(Date.UTC(2026, 10, 25, 11, 28, 26, 500));
  expect(nanoTime("yesterday")).toBeNaN();
});
