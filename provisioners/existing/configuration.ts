import type { Setting } from "../../knowledge/index.ts";
import type { ComponentEndpoint, ProbedRight } from "../contract.ts";
import type { ExistingApi } from "./api.ts";
import { kubeletSettings } from "./configz.ts";
import { commandLinesOf, settingsIn } from "./flags.ts";
import { mayDo } from "./rights/probe.ts";

/** How a cluster is set, as far as it can be read. */
export interface FoundConfiguration {
  readonly settings: readonly Setting[];
  /** What was not read, and what is taken for it, one sentence each. */
  readonly notes: readonly string[];
}

type Pods = Parameters<typeof commandLinesOf>[0];

const controllers = ["kube-apiserver", "kube-controller-manager", "kube-scheduler"] as const;

/**
 * Reads the control plane's command lines where its pods stand in kube-system, and the first kubelet's
 * configuration where it may be read.
 */
export async function readConfiguration(
  api: ExistingApi,
  rights: readonly ProbedRight[],
  kubelet: ComponentEndpoint | undefined,
  kubernetes: string,
  signal: AbortSignal,
): Promise<FoundConfiguration> {
  const what = "reading the cluster's configuration";
  const mayList = mayDo(rights, ["list"], { resource: "pods", namespace: "kube-system" });
  const path = "/api/v1/namespaces/kube-system/pods?labelSelector=tier%3Dcontrol-plane";
  const listed = mayList ? await api.find(path, { what, signal }) : undefined;
  const lines = commandLinesOf((listed as { readonly items: Pods } | undefined)?.items ?? []);
  const configz =
    kubelet?.node === undefined
      ? undefined
      : await api.find(`/api/v1/nodes/${kubelet.node}/proxy/configz`, { what, signal });
  const unknown = controllers.filter((name) => !lines.some(({ component }) => component === name));
  const scheduler = lines.find(({ component }) => component === "kube-scheduler");
  const inFile = scheduler?.argv.some((part) => part.startsWith("--config")) === true;
  return {
    settings: [...settingsIn(lines, kubernetes), ...kubeletSettings(configz, kubernetes)],
    notes: [
      ...(unknown.length > 0
        ? [
            `how ${unknown.join(", ")} ${unknown.length === 1 ? "is" : "are"} set could not be read (${mayList ? "no such pods in kube-system" : "listing pods in kube-system is not allowed"}): the defaults of Kubernetes ${kubernetes} are taken, save for what the experiment says`,
          ]
        : []),
      ...(inFile
        ? [
            "kube-scheduler is set by a configuration file, which could not be read: its defaults are taken, save for what the experiment says",
          ]
        : []),
    ],
  };
}
