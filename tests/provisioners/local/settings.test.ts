import { describe, expect, test } from "vitest";
import { schedulerConfig } from "../../../provisioners/local/components/kube-scheduler.ts";
import { componentsConcerned, settingsByComponent } from "../../../provisioners/local/settings.ts";

const site = {
  folder: "/cluster",
  ports: { etcd: 1, etcdPeer: 2, apiServer: 3, controllerManager: 4, scheduler: 5, nodes: [] },
};
const qps = { parameter: "kube-controller-manager.kube-api-qps", value: 50 };
const burst = { parameter: "kube-controller-manager.kube-api-burst", value: 75 };
const bindings = { parameter: "kube-scheduler.clientConnection.qps", value: 200 };

describe("settings", () => {
  test("become flags or values of a configuration file", () => {
    const sorted = settingsByComponent([qps, burst, bindings]);
    expect(sorted["kube-controller-manager"].flags).toEqual(["--kube-api-burst=75", "--kube-api-qps=50"]);
    expect([...sorted["kube-scheduler"].config]).toEqual([["clientConnection.qps", 200]]);
    expect(sorted.etcd).toEqual({ flags: [], config: new Map() });
  });

  test("concern only the components whose values differ, in whatever order they come", () => {
    expect(componentsConcerned([qps, burst], [burst, qps])).toEqual([]);
    expect(componentsConcerned([qps, bindings], [bindings])).toEqual(["kube-controller-manager"]);
    expect(componentsConcerned([], [qps, bindings])).toEqual(["kube-controller-manager", "kube-scheduler"]);
  });

  test("of no parameter that is known are a fault of the caller", () => {
    expect(() => settingsByComponent([{ parameter: "kube-proxy.mode", value: "x" }])).toThrow(TypeError);
  });

  test("stand beside Columbo's own in the scheduler's file; defaults are not written", () => {
    const values = new Map([
      ["clientConnection.qps", 200],
      ["parallelism", 4],
    ]);
    expect(schedulerConfig(site, values)).toEqual({
      apiVersion: "kubescheduler.config.k8s.io/v1",
      kind: "KubeSchedulerConfiguration",
      clientConnection: { kubeconfig: "/cluster/kubeconfigs/kube-scheduler.json", qps: 200 },
      leaderElection: { leaderElect: false },
      parallelism: 4,
    });
  });
});
