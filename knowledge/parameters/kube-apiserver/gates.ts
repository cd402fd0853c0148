import type { Parameter } from "../../parameter.ts";
import { comparedGates } from "../../versions.ts";
import { asGate } from "../place.ts";

const features = "kubernetes v1.34.4 apiserver/pkg/features/kube_features.go";

/** Gates that change how changes and requests go through kube-apiserver. */
export const apiServerGates: readonly Parameter[] = [
  {
    ...asGate("kube-apiserver", "ConcurrentWatchObjectDecode"),
    title: "whether changes that come from etcd are decoded ten at a time",
    type: "boolean",
    unit: "",
    defaults: [
      { since: "1.31", value: false },
      { since: "1.37", value: true },
    ],
    introduced: "1.31",
    stages: ["S2", "S4", "S5"],
    mechanism: { kind: "parallel-work", loop: "watch-decoding" },
    formula:
      "changes of a resource per second <= 1 / time to decode one, or min(10, cores) / it with the gate on",
    goesWith: [],
    risk: "more processor use at once; beta",
    source: `${features}:341, apiserver/pkg/storage/etcd3/watcher.go:51,440; ${comparedGates}`,
  },
  {
    ...asGate("kube-apiserver", "APIServingWithRoutine"),
    title: "whether watches are served by a small goroutine of their own",
    type: "boolean",
    unit: "",
    defaults: [{ since: "1.30", value: false }],
    introduced: "1.30",
    stages: ["S2", "S4", "S5"],
    mechanism: { kind: "added-work", of: "watch-memory" },
    formula: "less memory for each watch, so less to collect where thousands of nodes watch",
    goesWith: [],
    risk: "alpha",
    source: `${features}:303, apiserver/pkg/server/config.go:1082; ${comparedGates}`,
  },
];
