import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { findParameter, type ParameterValue } from "../../../knowledge/index.ts";
import { clusterConfiguration, plainFlags } from "../../../reports/fragments/kubeadm.ts";
import { kubeletConfiguration } from "../../../reports/fragments/kubelet.ts";
import type { SettingOf } from "../../../reports/fragments/settings.ts";
import { workloadPatch } from "../../../reports/fragments/workload.ts";

const setting = (id: string, value: ParameterValue): SettingOf => {
  const parameter = findParameter(id);
  if (parameter === undefined) throw new TypeError(id);
  return { parameter, value };
};

const kubelet = [setting("kubelet.maxPods", 250), setting("kubelet.serializeImagePulls", false)];
const workload = [
  setting("workload.automountServiceAccountToken", false),
  setting("workload.imagePullPolicy", "IfNotPresent"),
];
const scheduler = setting("kube-scheduler.parallelism", 8);

describe("what belongs to nodes and to the workload", () => {
  it("kubelets have a configuration of their own, with values of their own types", () => {
    expect(parse(kubeletConfiguration([...kubelet, ...workload, scheduler]) ?? "")).toEqual({
      apiVersion: "kubelet.config.k8s.io/v1beta1",
      kind: "KubeletConfiguration",
      maxPods: 250,
      serializeImagePulls: false,
    });
    expect(kubeletConfiguration([...workload, scheduler])).toBeUndefined();
  });

  it("the workload's stand in its pod template, those of containers in each of them", () => {
    expect(parse(workloadPatch([...kubelet, ...workload]) ?? "")).toEqual({
      spec: {
        template: {
          spec: {
            automountServiceAccountToken: false,
            containers: [{ name: "EACH-CONTAINER", imagePullPolicy: "IfNotPresent" }],
          },
        },
      },
    });
    expect(workloadPatch(kubelet)).toBeUndefined();
  });

  it("maps and lists stand there as such, and what must go is null", () => {
    const patch = workloadPatch([
      setting("workload.nodeSelector", '{"disk":"fast"}'),
      setting("workload.topologySpreadConstraints", ""),
      setting("workload.resources.limits.cpu", "1000m"),
    ]);
    expect(parse(patch ?? "")).toMatchObject({
      spec: {
        template: {
          spec: {
            nodeSelector: { disk: "fast" },
            topologySpreadConstraints: null,
            containers: [{ resources: { limits: { cpu: "1000m" } } }],
          },
        },
      },
    });
  });

  it("neither reaches the control plane", () => {
    expect(clusterConfiguration([...kubelet, ...workload])).toBeUndefined();
    expect(plainFlags([...kubelet, ...workload])).toBe("");
  });
});
