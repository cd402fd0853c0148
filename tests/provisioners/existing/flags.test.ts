import { expect, test } from "vitest";
import { kubeletSettings } from "../../../provisioners/existing/configz.ts";
import { commandLinesOf, settingsIn } from "../../../provisioners/existing/flags.ts";

const pod = (command: readonly string[], args?: readonly string[]) => ({
  spec: { containers: [{ command, ...(args === undefined ? {} : { args }) }] },
});

test("the values of flags are read from the command lines of static pods", () => {
  const lines = commandLinesOf([
    pod(["kube-controller-manager", "--kube-api-qps=100", "--kube-api-burst", "200", "--leader-elect=true"]),
    pod(
      ["/usr/local/bin/kube-apiserver"],
      ["--max-requests-inflight=400", "--max-mutating-requests-inflight=50"],
    ),
    pod(["coredns", "-conf", "/etc/coredns/Corefile"]),
  ]);
  expect(lines.map(({ component }) => component)).toEqual(["kube-controller-manager", "kube-apiserver"]);
  // What is set to its default is no setting.
  expect(settingsIn(lines, "v1.34.4")).toEqual([
    { parameter: "kube-controller-manager.kube-api-qps", value: 100 },
    { parameter: "kube-controller-manager.kube-api-burst", value: 200 },
    { parameter: "kube-apiserver.max-mutating-requests-inflight", value: 50 },
  ]);
});

test("a flag that is given twice, or without a number, is read as the component would", () => {
  const lines = commandLinesOf([pod(["kube-controller-manager", "--kube-api-qps=30", "--kube-api-qps=40"])]);
  expect(settingsIn(lines, "v1.34.4")).toEqual([
    { parameter: "kube-controller-manager.kube-api-qps", value: 40 },
  ]);
  expect(
    settingsIn(commandLinesOf([pod(["kube-controller-manager", "--kube-api-qps="])]), "v1.34.4"),
  ).toEqual([]);
});

test("a kubelet's configuration that cannot be read says nothing", () => {
  expect(kubeletSettings(undefined, "v1.34.4")).toEqual([]);
  expect(kubeletSettings({ kubeletconfig: {} }, "v1.34.4")).toEqual([]);
});

test("gates are read from the argument that holds all of a component's, durations as experiments spell them", () => {
  const lines = commandLinesOf([
    pod(["kube-scheduler", "--feature-gates=SchedulerAsyncAPICalls=true,SchedulerPopFromBackoffQ=true"]),
    pod(["kube-apiserver", "--request-timeout=1m30s", "--event-ttl=1h0m0s"]),
  ]);
  expect(settingsIn(lines, "v1.34.4")).toEqual([
    { parameter: "kube-scheduler.feature-gates.SchedulerAsyncAPICalls", value: true },
    { parameter: "kube-apiserver.request-timeout", value: "90s" },
  ]);
  const kubeletconfig = {
    syncFrequency: "1m0s",
    volumeStatsAggPeriod: "2m0s",
    featureGates: { EventedPLEG: true, InPlacePodVerticalScaling: true },
    cgroupDriver: "systemd",
  };
  expect(kubeletSettings({ kubeletconfig }, "v1.34.4")).toEqual([
    { parameter: "kubelet.volumeStatsAggPeriod", value: "120s" },
    { parameter: "kubelet.cgroupDriver", value: "systemd" },
    { parameter: "kubelet.featureGates.EventedPLEG", value: true },
  ]);
});
