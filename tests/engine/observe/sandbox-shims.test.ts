import { expect, test } from "vitest";
import { sandboxShims } from "../../../engine/observe/sandbox-shims.ts";
import { containerdLines, uid } from "./recorded.ts";

const pod = { name: "default1-2ngsc", job: "default1", uid, containers: ["app-1"] };
const id = "1895f7ee50334ca0ec59b667fbd5587259e4a5eea7e0d0de9d59c746fcabc8d2";

/** The shim's line as releases write it. */
const wordings: Readonly<Record<string, (line: string) => string>> = {
  "1.6": (line) => line,
  "2.x": (line) =>
    line.replace(
      /msg="starting signal loop".*/,
      `msg="connecting to shim ${id}" address="unix:///run/containerd/s/a" namespace=k8s.io protocol=ttrpc version=3`,
    ),
};

test.each(Object.entries(wordings))("the shim of a sandbox began, in the wording of %s", (_name, say) => {
  const [shim, ...others] = sandboxShims(containerdLines.map(say), [pod]);
  expect(others).toEqual([]);
  expect(shim?.pod).toBe(pod.name);
  expect(shim?.at).toBeCloseTo(Date.UTC(2026, 10, 25, 12, 28, 27) + 194.939694, 3);
});

test("shims of others, of containers and of sandboxes that were not made show nothing", () => {
  expect(sandboxShims(containerdLines, [{ ...pod, uid: "other" }])).toEqual([]);
  const isEnd = (line: string) => line.includes("returns sandbox id");
  expect(
    sandboxShims(
      containerdLines.filter((line) => !isEnd(line)),
      [pod],
    ),
  ).toEqual([]);
  const isShim = (line: string) => line.includes("signal loop");
  expect(
    sandboxShims(
      containerdLines.filter((line) => !isShim(line)),
      [pod],
    ),
  ).toEqual([]);
});
