import type { Parameter } from "../../parameter.ts";
import { OLDEST_VERIFIED, verifiedSource } from "../../versions.ts";
import { inPod } from "./place.ts";

const since = OLDEST_VERIFIED;

/** Without it a pod has no volume unless its author gave it one, and the kubelet waits for none. */
export const automountServiceAccountToken: Parameter = {
  ...inPod("automountServiceAccountToken"),
  title: "whether each pod gets a volume with a token for the API",
  type: "boolean",
  unit: "",
  defaults: [{ since, value: true }],
  stages: ["S5"],
  mechanism: { kind: "polling-period", poll: "kubelet-volume-wait" },
  formula:
    "with a volume S5 >= 0.3 s, since the kubelet looks after mounted volumes every 300 ms; without one 0",
  goesWith: [],
  risk: "the application cannot speak to the API any more",
  source: verifiedSource("kubernetes v1.34.4 plugin/pkg/admission/serviceaccount/admission.go:255-265"),
};

export const imagePullPolicy: Parameter = {
  ...inPod("containers[].imagePullPolicy"),
  title: "when the kubelet asks the registry for the image of a container",
  type: "string",
  unit: "",
  // Of an image with a tag other than `latest`; images with that tag are pulled always.
  defaults: [{ since, value: "IfNotPresent" }],
  choices: ["IfNotPresent", "Always", "Never"],
  stages: ["S6"],
  mechanism: { kind: "serial-loop", loop: "kubelet-image-puller" },
  formula: "Always asks the registry once per container, through the kubelet's limits on pulls",
  goesWith: [],
  risk: "with IfNotPresent a tag that was moved is not noticed; with Never a node without the image fails",
  source: verifiedSource("kubernetes v1.34.4 pkg/apis/core/v1/defaults.go:83-92"),
};

/** Further fields of pods that an experiment may set. */
export const podFields: readonly Parameter[] = [
  {
    ...inPod("hostNetwork"),
    title: "whether a pod uses its node's network instead of one of its own",
    type: "boolean",
    unit: "",
    defaults: [{ since, value: false }],
    stages: ["S5"],
    mechanism: { kind: "added-work", of: "pod-network" },
    formula:
      "on: its sandbox needs no network namespace and no network plugin, whose calls wait for each other",
    goesWith: [],
    risk: "pods of a node cannot listen on the same port, and see all of the node's traffic",
    source: verifiedSource("kubernetes v1.34.4 api/core/v1/types.go:4197"),
  },
  {
    ...inPod("enableServiceLinks"),
    title: "whether each container gets variables for every Service of its namespace",
    type: "boolean",
    unit: "",
    defaults: [{ since, value: true }],
    stages: ["S6"],
    mechanism: { kind: "added-work", of: "container-environment" },
    formula: "on: each container's creation lists s Services and carries about 7 s variables",
    goesWith: [],
    risk: "an application that reads such variables does not find its Services",
    source: verifiedSource("kubernetes v1.34.4 pkg/apis/core/v1/defaults.go:204-206"),
  },
  {
    ...inPod("priorityClassName"),
    title: "class that says which pods are scheduled first",
    type: "string",
    unit: "",
    defaults: [{ since, value: "" }],
    stages: ["S3", "S4"],
    mechanism: { kind: "ordering", of: "scheduling-queue" },
    formula:
      "the scheduler takes pods of a higher class first; others wait for as many cycles as there are of them",
    goesWith: [],
    risk: "pods of a higher class push others off full nodes; a class that does not exist makes every pod be refused",
    source: verifiedSource("kubernetes v1.34.4 api/core/v1/types.go:4263"),
  },
];
