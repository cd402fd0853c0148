import { describe, expect, test } from "vitest";
import { judged, last, node, recordOf, startedAt, wanted } from "../../../support/synthetic-node-trial.ts";
import { realPath } from "../../../support/synthetic-stamps.ts";

describe("images", () => {
  const pull = (pod: string, finishedAt: number, seconds: number) => ({
    ...{ pod, node, image: `registry.example.org/${pod}:1`, wantedAt: wanted, finishedAt, seconds },
  });
  const warning = (object: string, at: number) => ({
    ...{ at, object, reason: "Failed" },
    message: 'Failed to pull image "registry.example.org/a:1": pull QPS exceeded',
  });

  test("in turn: the last one waited for the other", async () => {
    const pulls = [pull("baseline-1-0", wanted + 2000, 2), pull(last, wanted + 4000, 2)];
    const { valueOf, causes, remedy } = judged(recordOf({ "image-ready": 4000 }, { pulls }));
    expect(valueOf("image-pulls.waiting-seconds")).toBeCloseTo(2);
    expect(valueOf("image-pulls.at-once")).toBeCloseTo(1);
    expect((await causes())[0]).toBe("kubelet/serial-image-pulls");
    expect(remedy("kubelet.serializeImagePulls", "kubelet/serial-image-pulls")).toMatchObject([
      {
        settings: [
          { parameter: "kubelet.serializeImagePulls", value: false },
          { parameter: "kubelet.maxParallelImagePulls", value: 2 },
        ],
      },
    ]);
  });

  test("at once: each takes as long, and nothing waits", async () => {
    const pulls = [pull("baseline-1-0", wanted + 4000, 4), pull(last, wanted + 4000, 4)];
    const { valueOf, causes } = judged(recordOf({ "image-ready": 4000 }, { pulls }));
    expect(valueOf("image-pulls.waiting-seconds")).toBe(0);
    expect(valueOf("image-pulls.at-once")).toBeCloseTo(2);
    expect(await causes()).not.toContain("kubelet/serial-image-pulls");
  });

  test("refused by the kubelet's own limit", async () => {
    const pulls = [pull("baseline-1-0", wanted + 1000, 1), pull(last, wanted + 12_000, 1)];
    const record = recordOf({ "image-ready": 12_000 }, { pulls, warnings: [warning(last, wanted + 20)] });
    const { valueOf, causes, remedy } = judged({
      ...record,
      settings: [
        { parameter: "kubelet.registryPullQPS", value: 1 },
        { parameter: "kubelet.registryBurst", value: 1 },
      ],
    });
    expect(valueOf("image-pulls.refused")).toBe(1);
    expect(valueOf("image-pulls.refused-seconds")).toBeCloseTo(12, 0);
    expect((await causes())[0]).toBe("kubelet/registry-pull-limit");
    expect(remedy("kubelet.registryPullQPS", "kubelet/registry-pull-limit")).toMatchObject([
      { settings: [{ value: 2 }, { value: 2 }] },
    ]);
  });
});

describe("the kubelet's client", () => {
  const wait = (url: string, waited: number, sentAt: number) => ({
    ...{ component: "kubelet" as const, verb: "POST", url, sentAt, waited },
  });
  const mounted = startedAt + (realPath["cgroup-created"] ?? 0) + 3000;

  test("a token for the last pod's volume was waited for", async () => {
    const url = "https://127.0.0.1:6443/api/v1/namespaces/columbo/serviceaccounts/default/token";
    const trial = recordOf({ "volumes-mounted": 3000 }, { waits: [wait(url, 2900, mounted)] });
    const { valueOf, causes } = judged(trial);
    expect(valueOf("kubelet-client.paced-seconds")).toBeCloseTo(2.9, 1);
    expect((await causes())[0]).toBe("kubelet/client-rate-limit");
  });

  test("the status of another pod holds nobody", () => {
    const url = "https://127.0.0.1:6443/api/v1/namespaces/columbo/pods/baseline-1-0/status";
    const trial = recordOf({ "volumes-mounted": 3000 }, { waits: [wait(url, 2900, mounted)] });
    expect(judged(trial).valueOf("kubelet-client.paced-seconds")).toBe(0);
  });
});
