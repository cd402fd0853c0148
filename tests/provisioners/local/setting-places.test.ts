import { describe, expect, test } from "vitest";
import { containerdConfig } from "../../../provisioners/local/real/containerd.ts";
import {
  checkSettings,
  componentsConcerned,
  nodesConcerned,
  runtimesConcerned,
  settingsByComponent,
} from "../../../provisioners/local/settings.ts";

describe("places of settings", () => {
  test("gates are one argument, and fields of a kubelet's file", () => {
    const sorted = settingsByComponent([
      { parameter: "kube-scheduler.feature-gates.SchedulerPopFromBackoffQ", value: false },
      { parameter: "kube-scheduler.feature-gates.SchedulerAsyncAPICalls", value: true },
      { parameter: "kubelet.featureGates.EventedPLEG", value: true },
    ]);
    expect(sorted["kube-scheduler"].flags).toEqual([
      "--feature-gates=SchedulerAsyncAPICalls=true,SchedulerPopFromBackoffQ=false",
    ]);
    expect([...sorted.kubelet.config]).toEqual([["featureGates.EventedPLEG", true]]);
    expect(sorted.kubelet.flags).toEqual([]);
  });

  test("objects of the API concern no component, containerd the nodes alone", () => {
    const shares = "kube-apiserver.PriorityLevelConfiguration.system.nominalConcurrencyShares";
    expect(componentsConcerned([], [{ parameter: shares, value: 50 }])).toEqual([]);
    const downloads = { parameter: "containerd.max_concurrent_downloads", value: 7 };
    const sync = { parameter: "kubelet.syncFrequency", value: "30s" };
    expect(componentsConcerned([], [downloads, sync])).toEqual([]);
    expect([nodesConcerned([], [downloads]), runtimesConcerned([], [downloads])]).toEqual([true, true]);
    expect([nodesConcerned([], [sync]), runtimesConcerned([], [sync])]).toEqual([true, false]);
  });

  test.each<[string, number | boolean | string, readonly ("kwok" | "hollow" | "real")[], RegExp]>([
    ["kube-proxy.clientConnection.qps", 10, ["real"], /no kube-proxy/],
    ["etcd.unsafe-no-fsync", true, ["real"], /loses data/],
    ["containerd.max_concurrent_downloads", 7, ["kwok", "hollow"], /only real nodes have a containerd/],
    ["kubelet.syncFrequency", "30s", ["kwok"], /no kubelet on kwok nodes/],
    ["kubelet.syncFrequency", "30s", ["hollow"], /kubelets of hollow nodes take/],
  ])("%s has none", (parameter, value, kinds, expected) => {
    expect(() => {
      checkSettings([{ parameter, value }], kinds);
    }).toThrow(expected);
  });

  test("containerd's stand in the table of its CRI plugin that they belong to", () => {
    const text = containerdConfig({
      pauseImage: "pause",
      runc: "/runc",
      cniPlugins: "/cni",
      cniConfig: "/net",
      restrictOomScore: false,
      values: new Map<string, number | boolean>([
        ["max_concurrent_downloads", 7],
        ["containerd.discard_unpacked_layers", true],
      ]),
    }).split("\n");
    const tableOf = (line: string) =>
      text.slice(0, text.indexOf(line)).findLast((one) => one.startsWith("["));
    expect(tableOf("max_concurrent_downloads = 7")).toBe(`[plugins."io.containerd.grpc.v1.cri"]`);
    expect(tableOf("discard_unpacked_layers = true")).toBe(
      `[plugins."io.containerd.grpc.v1.cri".containerd]`,
    );
  });
});
