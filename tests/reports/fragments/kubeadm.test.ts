import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { findParameter } from "../../../knowledge/index.ts";
import { clusterConfiguration, kubeadmCommands, plainFlags } from "../../../reports/fragments/kubeadm.ts";
import { schedulerConfiguration, schedulerFile } from "../../../reports/fragments/scheduler.ts";
import type { SettingOf } from "../../../reports/fragments/settings.ts";

const setting = (id: string, value: number): SettingOf => {
  const parameter = findParameter(id);
  if (parameter === undefined) throw new TypeError(id);
  return { parameter, value };
};

const controller = [
  setting("kube-controller-manager.kube-api-qps", 240),
  setting("kube-controller-manager.kube-api-burst", 300),
];
const scheduler = [
  setting("kube-scheduler.clientConnection.qps", 300),
  setting("kube-scheduler.clientConnection.burst", 400),
  setting("kube-scheduler.parallelism", 8),
];

describe("ClusterConfiguration", () => {
  it("lists flags by name with text values, as v1beta4 wants them", () => {
    expect(parse(clusterConfiguration(controller) ?? "")).toEqual({
      apiVersion: "kubeadm.k8s.io/v1beta4",
      kind: "ClusterConfiguration",
      controllerManager: {
        extraArgs: [
          { name: "kube-api-qps", value: "240" },
          { name: "kube-api-burst", value: "300" },
        ],
      },
    });
  });

  it("points the scheduler to its file and mounts it", () => {
    const { scheduler: part } = parse(clusterConfiguration(scheduler) ?? "") as {
      scheduler: { extraArgs: unknown[]; extraVolumes: { hostPath: string }[] };
    };
    expect(part.extraArgs).toEqual([{ name: "config", value: schedulerFile }]);
    expect(part.extraVolumes[0]?.hostPath).toBe(schedulerFile);
  });

  it("keeps etcd where kubeadm keeps it", () => {
    const text = clusterConfiguration([setting("etcd.snapshot-count", 20_000)]);
    expect(parse(text ?? "")).toMatchObject({
      etcd: { local: { extraArgs: [{ name: "snapshot-count", value: "20000" }] } },
    });
  });

  it("is left out when there is nothing to set", () => {
    expect(clusterConfiguration([])).toBeUndefined();
    expect(schedulerConfiguration(controller)).toBeUndefined();
  });
});

it("writes the scheduler's configuration with numbers and the kubeconfig it needs", () => {
  expect(parse(schedulerConfiguration(scheduler) ?? "")).toEqual({
    apiVersion: "kubescheduler.config.k8s.io/v1",
    kind: "KubeSchedulerConfiguration",
    clientConnection: { kubeconfig: "/etc/kubernetes/scheduler.conf", qps: 300, burst: 400 },
    parallelism: 8,
  });
});

it("writes one command line per component", () => {
  expect(plainFlags([...controller, ...scheduler]).split("\n")).toEqual([
    "kube-controller-manager --kube-api-qps=240 --kube-api-burst=300",
    `kube-scheduler --config=${schedulerFile}`,
  ]);
});

it("renews only the manifests of the components concerned", () => {
  expect(kubeadmCommands(["kube-controller-manager"])).toBe(
    "kubeadm init phase control-plane controller-manager --config kubeadm.yaml",
  );
});
