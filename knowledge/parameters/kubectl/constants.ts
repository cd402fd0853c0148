import type { Constant } from "../../parameter.ts";
import { verifiedSource } from "../../versions.ts";

/** Limits of clients that set none themselves, kubectl among them. */
export const clientConstants: readonly Constant[] = [
  {
    id: "kubectl.DefaultQPS",
    component: "kubectl",
    title: "requests per second of a client that sets no limit, for each group of the API",
    value: 5,
    unit: "requests/s",
    stages: ["S1"],
    mechanism: { kind: "side-bucket", bucket: "kubectl", role: "rate" },
    formula: "n Jobs of one file take max(0, (2 n - burst) / qps): kubectl apply reads each and writes each",
    source: verifiedSource("client-go v0.34.4 rest/config.go:47"),
  },
  {
    id: "kubectl.DefaultBurst",
    component: "kubectl",
    title: "requests that a client which sets no limit may send at once",
    value: 10,
    unit: "requests",
    stages: ["S1"],
    mechanism: { kind: "side-bucket", bucket: "kubectl", role: "burst" },
    formula: "the first burst requests do not wait",
    source: verifiedSource("client-go v0.34.4 rest/config.go:48"),
  },
  {
    id: "kubectl.discoveryBurst",
    component: "kubectl",
    title: "requests that kubectl may send at once to learn what the API has",
    value: 300,
    unit: "requests",
    stages: ["S1"],
    mechanism: { kind: "side-bucket", bucket: "kubectl-discovery", role: "burst" },
    formula:
      "a kubectl without a cache asks twice for each group of the API, or twice in all with aggregated discovery",
    source: verifiedSource("client-go v0.34.4 discovery/discovery_client.go:60"),
  },
];
