import type { Parameter } from "../../parameter.ts";
import { OLDEST_VERIFIED, verifiedSource } from "../../versions.ts";
import { asKubeletField } from "./field.ts";

const since = OLDEST_VERIFIED;
const inDefaults = (lines: string): string =>
  verifiedSource(`kubernetes v1.34.4 pkg/kubelet/apis/config/v1beta1/defaults.go:${lines}`);

/** What a kubelet does again and again, whether pods start or not. */
export const kubeletPeriods: readonly Parameter[] = [
  {
    ...asKubeletField("syncFrequency"),
    title: "time after which a pod is looked at again though nothing has changed",
    type: "duration",
    unit: "",
    defaults: [{ since, value: "60s" }],
    range: { min: 1, max: 3600 },
    stages: ["S6"],
    mechanism: { kind: "periodic-work", of: "kubelet-pod-syncs" },
    formula: "no start waits for it; n pods cost n syncs per period",
    goesWith: [],
    risk: "a short time keeps the kubelet busy; a long one lets changed secrets arrive later",
    source: inDefaults("78"),
  },
  {
    ...asKubeletField("nodeStatusUpdateFrequency"),
    title: "time between two looks at the node's own status",
    type: "duration",
    unit: "",
    defaults: [{ since, value: "10s" }],
    range: { min: 1, max: 600 },
    stages: ["S4"],
    mechanism: { kind: "periodic-work", of: "node-status" },
    formula:
      "N nodes write their status when it changes, else every 5 minutes; requests have a client without limit",
    goesWith: [],
    risk: "pressure of memory or disk and the loss of readiness are told later; leases still say that the node lives",
    source: inDefaults("142-148"),
  },
  {
    ...asKubeletField("volumeStatsAggPeriod"),
    title: "time between two measurements of the disk that pods' volumes use",
    type: "duration",
    unit: "",
    defaults: [{ since, value: "60s" }],
    range: { min: 1, max: 3600 },
    stages: ["S5", "S6"],
    mechanism: { kind: "periodic-work", of: "volume-measurement" },
    formula: "each pod's volumes are walked through once per period, on the processor that starts pods",
    goesWith: [],
    risk: "a pod that fills its disk is noticed later",
    source: inDefaults("164"),
  },
  {
    ...asKubeletField("containerLogMonitorInterval"),
    title: "time between two looks at the size of containers' logs",
    type: "duration",
    unit: "",
    defaults: [{ since: "1.30", value: "10s" }],
    introduced: "1.30",
    range: { min: 3, max: 3600 },
    stages: ["S5", "S6"],
    mechanism: { kind: "periodic-work", of: "log-rotation" },
    formula: "each container costs one call of the runtime per period",
    goesWith: [],
    risk: "logs grow beyond their limit meanwhile",
    source: inDefaults("267"),
  },
  {
    ...asKubeletField("configMapAndSecretChangeDetectionStrategy"),
    title: "how a kubelet learns of the ConfigMaps and Secrets that its pods use",
    type: "string",
    unit: "",
    defaults: [{ since, value: "Watch" }],
    choices: ["Watch", "Cache", "Get"],
    stages: ["S5"],
    mechanism: { kind: "added-work", of: "kubelet-objects" },
    formula:
      "Watch: one list and watch per object when its first pod comes, which that pod waits for; Get: one request per pod and object, from the client's bucket",
    goesWith: [],
    risk: "Get asks for every object at every sync; Cache serves values that are up to a minute old",
    source: inDefaults("270"),
  },
];
