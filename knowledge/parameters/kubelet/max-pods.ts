import type { Parameter } from "../../parameter.ts";
import { OLDEST_VERIFIED, verifiedSource } from "../../versions.ts";
import { asKubeletField } from "./field.ts";

export const maxPods: Parameter = {
  ...asKubeletField("maxPods"),
  title: "pods that a node takes",
  type: "integer",
  unit: "pods",
  defaults: [{ since: OLDEST_VERIFIED, value: 110 }],
  range: { min: 1, max: 10_000 },
  stages: ["S4"],
  mechanism: { kind: "capacity", of: "pods-per-node" },
  formula: "pods beyond nodes x maxPods stay Pending until others end",
  goesWith: [],
  risk: "addresses of the pod network and processes of the node may run out; its kubelet has more to do",
  source: verifiedSource("kubernetes v1.34.4 pkg/kubelet/apis/config/v1beta1/defaults.go:194"),
};
