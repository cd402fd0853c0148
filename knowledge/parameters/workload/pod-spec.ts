import type { Parameter } from "../../parameter.ts";
import { OLDEST_VERIFIED, verifiedSource } from "../../versions.ts";

const kubeadm = "none: it stands in the workload's own manifest, in the pod template's spec";

/** Without it a pod has no volume unless its author gave it one, and the kubelet waits for none. */
export const automountServiceAccountToken: Parameter = {
  id: "workload.automountServiceAccountToken",
  component: "workload",
  title: "whether each pod gets a volume with a token for the API",
  type: "boolean",
  unit: "",
  defaults: [{ since: OLDEST_VERIFIED, value: true }],
  stages: ["S5"],
  mechanism: { kind: "polling-period", poll: "kubelet-volume-wait" },
  formula:
    "with a volume S5 >= 0.3 s, since the kubelet looks after mounted volumes every 300 ms; without one 0",
  goesWith: [],
  set: { by: "workload", path: "automountServiceAccountToken" },
  kubeadm,
  restart: "workload",
  risk: "the application cannot speak to the API any more",
  source: verifiedSource("kubernetes v1.34.4 plugin/pkg/admission/serviceaccount/admission.go:255-265"),
};

export const imagePullPolicy: Parameter = {
  id: "workload.imagePullPolicy",
  component: "workload",
  title: "when the kubelet asks the registry for the image of a container",
  type: "string",
  unit: "",
  // Of an image with a tag other than `latest`; images with that tag are pulled always.
  defaults: [{ since: OLDEST_VERIFIED, value: "IfNotPresent" }],
  choices: ["IfNotPresent", "Always", "Never"],
  stages: ["S6"],
  mechanism: { kind: "serial-loop", loop: "kubelet-image-puller" },
  formula: "Always asks the registry once per container, through the kubelet's limits on pulls",
  goesWith: [],
  set: { by: "workload", path: "containers[].imagePullPolicy" },
  kubeadm,
  restart: "workload",
  risk: "with IfNotPresent a tag that was moved is not noticed; with Never a node without the image fails",
  source: verifiedSource("kubernetes v1.34.4 pkg/apis/core/v1/defaults.go:83-92"),
};
