import type { ParameterValue } from "../../../knowledge/index.ts";
import { withValues, type ConfigTree } from "./config-tree.ts";
import { addressOf, inSite, kubeconfigFile, pkiFiles, type Site } from "../site.ts";

export const schedulerConfigFile = (site: Site): string => inSite(site, "config", "kube-scheduler.json");

/**
 * The KubeSchedulerConfiguration, with these values at these dotted paths; what is not named stays away, so that
 * the scheduler's own default holds.
 */
export function schedulerConfig(site: Site, values: ReadonlyMap<string, ParameterValue>): unknown {
  const config: ConfigTree = {
    apiVersion: "kubescheduler.config.k8s.io/v1",
    kind: "KubeSchedulerConfiguration",
    clientConnection: { kubeconfig: kubeconfigFile(site, "kube-scheduler") },
    leaderElection: { leaderElect: false },
  };
  return withValues(config, values);
}

/** The log that shows the scheduling loop. */
export const schedulerLogArgv = ({ quiet }: Site): readonly string[] =>
  quiet === true ? [] : ["-v=3", "--logging-format=json"];

/** kube-scheduler's arguments. */
export function schedulerArgv(site: Site): readonly string[] {
  const pki = pkiFiles(site);
  const kubeconfig = kubeconfigFile(site, "kube-scheduler");
  return [
    `--config=${schedulerConfigFile(site)}`,
    `--authentication-kubeconfig=${kubeconfig}`,
    `--authorization-kubeconfig=${kubeconfig}`,
    `--bind-address=${addressOf(site)}`,
    `--secure-port=${site.ports.scheduler}`,
    `--cert-dir=${inSite(site, "pki")}`,
    `--tls-cert-file=${pki.certificate("kube-scheduler-serving")}`,
    `--tls-private-key-file=${pki.key("kube-scheduler-serving")}`,
    `--client-ca-file=${pki.ca}`,
    ...schedulerLogArgv(site),
  ];
}
