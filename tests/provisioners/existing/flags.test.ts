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
