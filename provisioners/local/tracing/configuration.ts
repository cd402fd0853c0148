import type { ProvisionerHost } from "../../contract.ts";
import { inSite, type Site } from "../site.ts";

type Tracing = NonNullable<ProvisionerHost["tracing"]>;

/** Every request: what is looked at is each single container. */
const samplingRatePerMillion = 1_000_000;

/** The field `tracing` of a KubeletConfiguration (kubelet.config.k8s.io/v1beta1; the feature is on since v1.27). */
export function kubeletTracing({ endpoint }: Tracing): unknown {
  return { endpoint, samplingRatePerMillion };
}

export const apiServerTracingFile = (site: Site): string => inSite(site, "config", "tracing.json");

/** kube-apiserver's --tracing-config-file; v1beta1 is there from v1.27 to v1.37. */
export function apiServerTracing({ endpoint }: Tracing): unknown {
  return {
    apiVersion: "apiserver.config.k8s.io/v1beta1",
    kind: "TracingConfiguration",
    endpoint,
    samplingRatePerMillion,
  };
}
