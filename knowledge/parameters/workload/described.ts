import type { Mechanism, Parameter } from "../../parameter.ts";
import { OLDEST_VERIFIED, verifiedSource } from "../../versions.ts";
import { inPod } from "./place.ts";

const since = OLDEST_VERIFIED;
const types = "kubernetes v1.34.4 api/core/v1/types.go";
const defaults = "kubernetes v1.34.4 pkg/apis/core/v1/defaults.go";

const resources: Mechanism = { kind: "capacity", of: "node-resources" };
const placement: Mechanism = { kind: "placement", of: "nodes-of-a-pod" };

/** Fields that bound a deployment and that an experiment says elsewhere, or not at all. */
export const describedPodFields: readonly Parameter[] = [
  ...(["cpu", "memory"] as const).flatMap((resource): Parameter[] => {
    const noun = resource === "cpu" ? "cores" : "memory";
    const common = {
      type: "string",
      unit: "",
      defaults: [{ since, value: "" }],
      holds: "quantity",
    } as const;
    return [
      {
        ...inPod(`containers[].resources.requests.${resource}`),
        ...common,
        title: `${noun} that a node must have free for a container`,
        stages: ["S4"],
        mechanism: resources,
        formula: `pods beyond the sum over nodes of floor(${noun} of the node / request) stay Pending until others end`,
        goesWith: [],
        risk: "a request below what the application needs starts more pods than the node can run",
        source: verifiedSource(`${types}:2834`),
      },
      {
        ...inPod(`containers[].resources.limits.${resource}`),
        ...common,
        title: `${noun} that a container may use`,
        stages: ["S6"],
        mechanism: { kind: "added-work", of: "container-throttling" },
        formula:
          resource === "cpu"
            ? "a container that needs w core seconds to start takes at least w / limit"
            : "a container that needs more is killed, and its start begins anew after a back-off",
        goesWith: [],
        risk: "a low limit slows the start of the application, or ends it",
        source: verifiedSource(`${types}:2828`),
      },
    ];
  }),
  {
    ...inPod("containers[].readinessProbe.initialDelaySeconds"),
    title: "time after a container's start before it is first asked whether it is ready",
    type: "integer",
    unit: "s",
    defaults: [{ since, value: 0 }],
    range: { min: 0, max: 3600 },
    stages: ["S6"],
    mechanism: { kind: "delay", of: "readiness" },
    formula: "ready >= start + delay; a Deployment, a StatefulSet and a Service wait for it, a Job does not",
    goesWith: ["workload.readinessProbe.periodSeconds"],
    risk: "too short only costs probes that fail",
    source: verifiedSource("kubernetes v1.34.4 pkg/kubelet/prober/worker.go:293"),
  },
  {
    ...inPod("containers[].readinessProbe.periodSeconds"),
    title: "time between two questions whether a container is ready",
    type: "integer",
    unit: "s",
    defaults: [{ since, value: 10 }],
    range: { min: 1, max: 3600 },
    stages: ["S6"],
    mechanism: { kind: "polling-period", poll: "readiness-probe" },
    formula:
      "ready is noticed at the next question: on average half a period after it is true, after a failed one",
    goesWith: ["workload.readinessProbe.initialDelaySeconds"],
    risk: "a short period costs a probe of every container each time",
    source: verifiedSource(`${defaults}:241, pkg/kubelet/prober/worker.go:160-166`),
  },
  ...(
    [
      [
        "nodeSelector",
        "labels that a node must have for a pod",
        "4168",
        "nodes without them are not looked at further",
      ],
      [
        "affinity",
        "rules for which nodes and which other pods a pod goes to",
        "4239",
        "affinity to pods makes a cycle look at all pods: about 60 instead of 270 pods/s on 5,000 nodes",
      ],
      [
        "topologySpreadConstraints",
        "how evenly pods are spread over zones or nodes",
        "4318",
        "each constraint makes a cycle count the matching pods of all nodes",
      ],
      [
        "tolerations",
        "taints of nodes that a pod may go to in spite of them",
        "4247",
        "a node with a taint that no toleration matches is not looked at further",
      ],
    ] as const
  ).map(([path, title, line, formula]): Parameter => ({
    ...inPod(path),
    title,
    type: "string",
    unit: "",
    defaults: [{ since, value: "" }],
    holds: path === "topologySpreadConstraints" || path === "tolerations" ? "list" : "map",
    stages: ["S4"],
    mechanism: placement,
    formula,
    goesWith: [],
    risk: "pods that no node may take stay Pending",
    source: verifiedSource(`${types}:${line}`),
  })),
  {
    ...inPod("terminationGracePeriodSeconds"),
    title: "time that a pod has to end when it is deleted",
    type: "integer",
    unit: "s",
    defaults: [{ since, value: 30 }],
    range: { min: 0, max: 3600 },
    stages: ["S4"],
    mechanism: { kind: "delay", of: "pod-end" },
    formula: "new pods that need the room of old ones wait up to this time for it",
    goesWith: [],
    risk: "a short time cuts off what the application still does",
    notHere: "trials set it to 0, so that one trial's end is not in the next one's way",
    source: verifiedSource(`${types}:3722`),
  },
  {
    ...inPod("securityContext.fsGroupChangePolicy"),
    title: "when the owner of all files of a volume is changed for a pod",
    type: "string",
    unit: "",
    defaults: [{ since, value: "Always" }],
    choices: ["Always", "OnRootMismatch"],
    stages: ["S5"],
    mechanism: { kind: "added-work", of: "volume-ownership" },
    formula:
      "Always: a mount takes time for each file of the volume; OnRootMismatch: only where the top has another owner",
    goesWith: [],
    risk: "OnRootMismatch leaves files with a wrong owner below a right top",
    source: verifiedSource(`${types}:4704-4712,4837`),
  },
];
