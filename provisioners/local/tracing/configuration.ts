import type { ProvisionerHost } from "../../contract.ts";
import { inSite, type Site } from "../site.ts";

export const apiServerTracingFile = (site: Site): string => inSite(site, "config", "tracing.json");

/**
 * kube-apiserver's --tracing-config-file, with every request traced: what is looked at is each single container.
 * v1beta1 is there from v1.27 to v1.37.
 */
export function apiServerTracing({ endpoint }: NonNullable<ProvisionerHost["tracing"]>): unknown {
  return {
    apiVersion: "apiserver.config.k8s.io/v1beta1",
    kind: "TracingConfiguration",
    endpoint,
    samplingRatePerMillion: 1_000_000,
  };
}
