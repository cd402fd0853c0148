import type { Parameter } from "../../parameter.ts";
import { OLDEST_VERIFIED, verifiedSource } from "../../versions.ts";
import { asFlag } from "../place.ts";

const flag = (name: string) => asFlag("kube-apiserver", name);
const since = OLDEST_VERIFIED;

/** What each request meets on its way besides the seats. */
export const requestPath: readonly Parameter[] = [
  {
    ...flag("enable-priority-and-fairness"),
    title:
      "whether requests wait for seats of their priority level, instead of being refused above two fixed numbers",
    type: "boolean",
    unit: "",
    defaults: [{ since, value: true }],
    stages: ["S1", "S3", "S4"],
    mechanism: { kind: "seat-pool", pool: "kube-apiserver-fairness" },
    formula:
      "off: reads above max-requests-inflight and writes above max-mutating-requests-inflight get 429 at once",
    goesWith: [],
    risk: "off: one client that asks much can shut out all others, the nodes among them",
    source: verifiedSource("kubernetes v1.34.4 apiserver/pkg/server/options/feature.go:45,60"),
  },
  {
    ...flag("request-timeout"),
    title: "time after which a request is given up; a quarter of it is the longest wait for a seat",
    type: "duration",
    unit: "",
    defaults: [{ since, value: "60s" }],
    range: { min: 1, max: 3600 },
    stages: ["S1", "S3", "S4"],
    mechanism: { kind: "deadline", of: "requests" },
    formula: "a request that waited timeout / 4 (15 s) for its seat gets 429 and is sent again by its client",
    goesWith: [],
    risk: "a short time fails requests of a busy server, which are then sent again and make it busier",
    source: verifiedSource("kubernetes v1.34.4 apiserver/pkg/server/config.go:444,1026"),
  },
  {
    ...flag("goaway-chance"),
    title:
      "share of requests whose connection is closed after them, so that clients spread over several API servers",
    type: "number",
    unit: "",
    defaults: [{ since, value: 0 }],
    range: { min: 0, max: 0.02 },
    stages: ["S1", "S3", "S4"],
    mechanism: { kind: "added-work", of: "reconnects" },
    formula:
      "each closed connection costs its client one TLS handshake; nothing is won with a single API server",
    goesWith: [],
    risk: "clients reconnect again and again; with one API server it only costs",
    source: verifiedSource(
      "kubernetes v1.34.4 apiserver/pkg/server/config.go:1069, pkg/server/options/server_run_options.go:209",
    ),
  },
  {
    ...flag("enable-admission-plugins"),
    title: "admission plugins besides those that are on by default, parted by commas",
    type: "string",
    unit: "",
    defaults: [{ since, value: "" }],
    stages: ["S1", "S3"],
    mechanism: { kind: "added-work", of: "admission" },
    formula:
      "admission takes the sum of all plugins' times; a plugin or webhook that takes w adds w to every pod",
    goesWith: ["kube-apiserver.disable-admission-plugins"],
    risk: "AlwaysPullImages makes each container ask the registry; others refuse pods",
    source: verifiedSource("kubernetes v1.34.4 apiserver/pkg/server/options/admission.go:107"),
  },
  {
    ...flag("disable-admission-plugins"),
    title: "admission plugins that are off though they are on by default, parted by commas",
    type: "string",
    unit: "",
    defaults: [{ since, value: "" }],
    stages: ["S1", "S3"],
    mechanism: { kind: "added-work", of: "admission" },
    formula: "what a plugin takes is saved for every request that it looks at; 20 to 27 are on by default",
    goesWith: ["kube-apiserver.enable-admission-plugins"],
    risk: "what the plugin enforced is not enforced any more, quotas and security policies among it",
    notHere: "it would give up what the cluster enforces, for which Columbo has no measure",
    source: verifiedSource("kubernetes v1.34.4 apiserver/pkg/server/options/admission.go:112"),
  },
  {
    ...flag("audit-log-mode"),
    title: "whether a request waits until its audit event is written",
    type: "string",
    unit: "",
    defaults: [{ since, value: "blocking" }],
    choices: ["blocking", "batch", "blocking-strict"],
    stages: ["S1", "S3", "S4"],
    mechanism: { kind: "added-work", of: "audit" },
    formula: "blocking: one write to the log's file in each audited request; batch: none, up to 10,000 wait",
    goesWith: [],
    risk: "batch loses events that do not fit its buffer; nothing changes where nothing is audited",
    source: verifiedSource("kubernetes v1.34.4 apiserver/pkg/server/options/audit.go:49,93,159"),
  },
  {
    ...flag("contention-profiling"),
    title: "whether every wait for a lock is recorded for profiles",
    type: "boolean",
    unit: "",
    defaults: [{ since, value: false }],
    stages: ["S1", "S3", "S4"],
    mechanism: { kind: "added-work", of: "kube-apiserver-profiling" },
    formula: "on: each wait for a lock costs a stack trace (SetBlockProfileRate 1)",
    goesWith: [],
    risk: "on: the server is slower at each request",
    source: verifiedSource(
      "kubernetes v1.34.4 apiserver/pkg/server/config.go:1099, pkg/server/options/feature.go:56",
    ),
  },
];
