import type { Constant } from "../../parameter.ts";
import { verifiedSource } from "../../versions.ts";

const component = "kube-apiserver";

/** Bounds of kube-apiserver that are compiled in. */
export const apiServerConstants: readonly Constant[] = [
  {
    id: "kube-apiserver.borrowingAdjustmentPeriod",
    component,
    title: "time between two divisions of seats that priority levels lend each other",
    value: 10,
    unit: "s",
    stages: ["S1", "S3", "S4"],
    mechanism: { kind: "polling-period", poll: "seat-borrowing" },
    formula: "a level that suddenly needs more than its seats borrows none for up to 10 s",
    source: verifiedSource("kubernetes v1.34.4 apiserver/pkg/util/flowcontrol/apf_controller.go:79"),
  },
  {
    id: "kube-apiserver.dispatchBudgetRefresh",
    component,
    title: "time per second that a cache may wait for watchers which do not keep up",
    value: 0.05,
    unit: "s/s",
    stages: ["S2", "S4", "S5"],
    mechanism: { kind: "deadline", of: "slow-watchers" },
    formula:
      "a watcher that does not take a change within what is left of it, 0.1 s at most, is cut off and lists anew",
    source: verifiedSource("kubernetes v1.34.4 apiserver/pkg/storage/cacher/time_budget.go:27-28"),
  },
  {
    id: "kube-apiserver.cacherIncoming",
    component,
    title: "changes that wait to be handed to a resource's watchers",
    value: 100,
    unit: "changes",
    stages: ["S2", "S4", "S5"],
    mechanism: { kind: "capacity", of: "cacher-incoming" },
    formula: "a resource's changes go to its watchers one after the other; above it the watch of etcd waits",
    source: verifiedSource("kubernetes v1.34.4 apiserver/pkg/storage/cacher/cacher.go:393"),
  },
  {
    id: "kube-apiserver.blockTimeout",
    component,
    title: "time that a list waits for its cache to be as new as etcd",
    value: 3,
    unit: "s",
    stages: ["S1", "S5"],
    mechanism: { kind: "deadline", of: "fresh-cache" },
    formula: "a list of the newest state waits until the cache has it, and fails or asks etcd after 3 s",
    source: verifiedSource("kubernetes v1.34.4 apiserver/pkg/storage/cacher/watch_cache.go:52"),
  },
  {
    id: "kube-apiserver.watchesPerSeat",
    component,
    title: "watchers of an object that make its write occupy one further seat",
    value: 10,
    unit: "watchers",
    stages: ["S3", "S4"],
    mechanism: { kind: "seat-pool", pool: "write-follow-up" },
    formula:
      "a write that w >= 10 watchers see keeps ceil(w / 10) seats for 5 ms after its end, or fewer for longer",
    source: verifiedSource("kubernetes v1.34.4 apiserver/pkg/util/flowcontrol/request/config.go:29-33"),
  },
];
