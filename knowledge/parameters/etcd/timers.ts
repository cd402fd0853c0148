import type { Parameter } from "../../parameter.ts";
import { OLDEST_VERIFIED } from "../../versions.ts";
import { asFlag } from "../place.ts";

const flag = (name: string) => asFlag("etcd", name);
const since = OLDEST_VERIFIED;
const sameInAll = "the same in v3.5.17 and v3.7.0";

/** etcd's timers and limits beside its commits. */
export const etcdLimits: readonly Parameter[] = [
  {
    ...flag("heartbeat-interval"),
    title: "time between two heartbeats of the leader",
    type: "integer",
    unit: "ms",
    defaults: [{ since, value: 100 }],
    range: { min: 10, max: 10_000 },
    stages: ["S1", "S3", "S4"],
    mechanism: { kind: "periodic-work", of: "etcd-heartbeats" },
    formula: "a write does not wait for it; with several members it should be about their round trip",
    goesWith: ["etcd.election-timeout"],
    risk: "too long for the network: a dead leader is noticed late; too short: members are kept busy",
    source: `etcd v3.6.16 server/embed/config.go:671,776; ${sameInAll}`,
  },
  {
    ...flag("election-timeout"),
    title: "time without a heartbeat after which members choose another leader",
    type: "integer",
    unit: "ms",
    defaults: [{ since, value: 1000 }],
    range: { min: 100, max: 50_000 },
    stages: ["S1", "S3", "S4"],
    mechanism: { kind: "deadline", of: "etcd-leader" },
    formula:
      "no write is taken between a leader's loss and the next one's election, so at least for this time",
    goesWith: ["etcd.heartbeat-interval"],
    risk: "a slow disk that delays heartbeats beyond it costs an election, and every write waits for that",
    source: `etcd v3.6.16 server/embed/config.go:672,777,1271; ${sameInAll}`,
  },
  {
    ...flag("backend-batch-limit"),
    title: "pending changes after which they are committed to the database file; 0 = 10,000",
    type: "integer",
    unit: "changes",
    defaults: [{ since, value: 0 }],
    range: { min: 0, max: 1_000_000 },
    stages: ["S1", "S3", "S4"],
    mechanism: { kind: "group-commit", of: "etcd-backend" },
    formula:
      "above 100 thousand writes per second it comes before the interval of 100 ms; nobody waits for either",
    goesWith: ["etcd.backend-batch-interval"],
    risk: "a low limit costs disk writes",
    source: `etcd v3.6.16 server/storage/backend/backend.go:35, server/embed/config.go:782; ${sameInAll}`,
  },
  {
    ...flag("quota-backend-bytes"),
    title: "size of the database at which etcd takes no more writes; 0 = 2 GiB",
    type: "integer",
    unit: "bytes",
    defaults: [{ since, value: 0 }],
    range: { min: 0, max: 8 * 1024 ** 3 },
    stages: ["S1", "S3", "S4"],
    mechanism: { kind: "capacity", of: "etcd-database" },
    formula: "nothing until it is full; then every write fails until the database is made smaller",
    goesWith: [],
    risk: "a large database needs memory of its size, and longer to be sent to a new member",
    source: `etcd v3.6.16 server/storage/quota.go:30, server/embed/config.go:779; ${sameInAll}`,
  },
  {
    ...flag("unsafe-no-fsync"),
    title: "whether etcd answers before its log is on the disk",
    type: "boolean",
    unit: "",
    defaults: [{ since, value: false }],
    stages: ["S1", "S3", "S4"],
    mechanism: { kind: "group-commit", of: "etcd-log" },
    formula: "a write takes the log's fsync f, and writes that come meanwhile share the next one; on: f is 0",
    goesWith: [],
    risk: "the cluster is lost when the machine fails",
    notHere: "it loses data when the machine fails; a faster disk does the same without that",
    source: `etcd v3.6.16 server/embed/config.go:561,958; ${sameInAll}`,
  },
];
