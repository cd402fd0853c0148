import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { findParameter, type ParameterValue } from "../../../knowledge/index.ts";
import { clusterConfiguration, plainFlags } from "../../../reports/fragments/kubeadm.ts";
import { kubeletConfiguration } from "../../../reports/fragments/kubelet.ts";
import { containerdConfiguration, kubeProxyConfiguration } from "../../../reports/fragments/node-programs.ts";
import { priorityLevelCommands, priorityLevelUndo } from "../../../reports/fragments/priority-levels.ts";
import type { SettingOf } from "../../../reports/fragments/settings.ts";
import { workloadPatch } from "../../../reports/fragments/workload.ts";

const setting = (id: string, value: ParameterValue): SettingOf => {
  const parameter = findParameter(id);
  if (parameter === undefined) throw new TypeError(id);
  return { parameter, value };
};

const asyncCalls = setting("kube-scheduler.feature-gates.SchedulerAsyncAPICalls", true);
const popFromBackoff = setting("kube-scheduler.feature-gates.SchedulerPopFromBackoffQ", false);
const evented = setting("kubelet.featureGates.EventedPLEG", true);
const shares = setting(
  "kube-apiserver.PriorityLevelConfiguration.workload-high.nominalConcurrencyShares",
  80,
);
const length = setting("kube-apiserver.PriorityLevelConfiguration.workload-high.queueLengthLimit", 60);
const levelPath =
  "kubectl annotate prioritylevelconfiguration workload-high apf.kubernetes.io/autoupdate-spec";

describe("feature gates", () => {
  it("are one argument of a component of the control plane", () => {
    const gates = "SchedulerAsyncAPICalls=true,SchedulerPopFromBackoffQ=false";
    const text = clusterConfiguration([asyncCalls, popFromBackoff, evented]) ?? "";
    expect(parse(text)).toEqual({
      apiVersion: "kubeadm.k8s.io/v1beta4",
      kind: "ClusterConfiguration",
      scheduler: { extraArgs: [{ name: "feature-gates", value: gates }] },
    });
    expect(plainFlags([asyncCalls, popFromBackoff])).toBe(`kube-scheduler --feature-gates=${gates}`);
  });

  it("are fields of a kubelet's configuration", () => {
    expect(parse(kubeletConfiguration([evented, asyncCalls]) ?? "")).toMatchObject({
      kind: "KubeletConfiguration",
      featureGates: { EventedPLEG: true },
    });
  });
});

describe("priority levels", () => {
  it("are patched as objects, which kube-apiserver is told to leave alone", () => {
    expect(priorityLevelCommands([shares, length, evented])?.split("\n")).toEqual([
      `${levelPath}=false --overwrite`,
      `kubectl patch prioritylevelconfiguration workload-high --type merge -p '{"spec":{"limited":{"nominalConcurrencyShares":80,"limitResponse":{"queuing":{"queueLengthLimit":60}}}}}'`,
    ]);
    expect(priorityLevelUndo([shares, length])).toBe(`${levelPath}=true --overwrite`);
    expect(priorityLevelCommands([evented])).toBeUndefined();
    expect(clusterConfiguration([shares])).toBeUndefined();
  });
});

describe("programs of nodes", () => {
  it("containerd's values stand in tables of its CRI plugin", () => {
    const settings = [
      setting("containerd.max_concurrent_downloads", 10),
      setting("containerd.containerd.discard_unpacked_layers", true),
    ];
    expect(containerdConfiguration(settings)?.split("\n")).toEqual([
      `[plugins."io.containerd.grpc.v1.cri"]`,
      "max_concurrent_downloads = 10",
      `[plugins."io.containerd.grpc.v1.cri".containerd]`,
      "discard_unpacked_layers = true",
    ]);
    expect(containerdConfiguration([evented])).toBeUndefined();
  });

  it("kube-proxy has a configuration of its own", () => {
    expect(parse(kubeProxyConfiguration([setting("kube-proxy.iptables.minSyncPeriod", "5s")]) ?? "")).toEqual(
      {
        apiVersion: "kubeproxy.config.k8s.io/v1alpha1",
        kind: "KubeProxyConfiguration",
        iptables: { minSyncPeriod: "5s" },
      },
    );
  });
});

it("fields of what makes the pods stand beside the pod template", () => {
  const mode = setting("workload.Job.completionMode", "Indexed");
  const network = setting("workload.hostNetwork", true);
  expect(parse(workloadPatch([mode]) ?? "")).toEqual({ spec: { completionMode: "Indexed" } });
  expect(parse(workloadPatch([mode, network]) ?? "")).toEqual({
    spec: { completionMode: "Indexed", template: { spec: { hostNetwork: true } } },
  });
});
