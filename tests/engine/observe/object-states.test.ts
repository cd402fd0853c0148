import { describe, expect, it } from "vitest";
import { containerDefaults, nodeState, webhookStates } from "../../../engine/observe/object-states.ts";

describe("objects of the API as a trial keeps them", () => {
  it("reads what a node offers, and what keeps pods away from it", () => {
    const node = {
      metadata: { name: "worker-1", labels: { zone: "a" } },
      spec: {
        unschedulable: true,
        taints: [
          { key: "gpu", value: "yes", effect: "NoSchedule" },
          { key: "full", effect: "NoExecute" },
        ],
      },
      status: { allocatable: { cpu: "3920m", memory: "8Gi", pods: "110", "hugepages-2Mi": "0" } },
    };
    expect(nodeState(node)).toEqual({
      name: "worker-1",
      allocatable: { cpuCores: 3.92, memoryMiB: 8192, pods: 110 },
      labels: { zone: "a" },
      taints: [
        { key: "gpu", value: "yes", effect: "NoSchedule" },
        { key: "full", effect: "NoExecute" },
      ],
      unschedulable: true,
    });
    expect(nodeState({ metadata: { name: "bare" } })).toEqual({
      name: "bare",
      allocatable: {},
      labels: {},
      taints: [],
    });
  });

  it("keeps the webhooks that are asked about what a deployment writes", () => {
    const configuration = {
      metadata: { name: "policy" },
      webhooks: [
        { name: "pods.example.com", rules: [{ resources: ["pods/ephemeralcontainers", "pods"] }] },
        {
          name: "all.example.com",
          timeoutSeconds: 2,
          failurePolicy: "Ignore",
          rules: [{ resources: ["*/*"] }],
        },
        { name: "secrets.example.com", rules: [{ resources: ["secrets"] }] },
        { name: "nothing.example.com" },
      ],
    };
    expect(webhookStates(configuration, "validating")).toEqual([
      {
        configuration: "policy",
        name: "pods.example.com",
        kind: "validating",
        timeoutSeconds: 10,
        failurePolicy: "Fail",
      },
      {
        configuration: "policy",
        name: "all.example.com",
        kind: "validating",
        timeoutSeconds: 2,
        failurePolicy: "Ignore",
      },
    ]);
  });

  it("reads the amounts that a LimitRange gives to containers", () => {
    const range = {
      metadata: { name: "defaults" },
      spec: {
        limits: [
          { type: "Container", default: { cpu: "1" }, defaultRequest: { cpu: "500m", memory: "64Mi" } },
          { type: "Container", max: { cpu: "4" } },
          { type: "Pod", default: { cpu: "1" } },
        ],
      },
    };
    expect(containerDefaults(range)).toEqual([
      { limitRange: "defaults", requests: { cpuCores: 0.5, memoryMiB: 64 }, limits: { cpuCores: 1 } },
    ]);
  });
});
