import { configurationOf, type SettingOf } from "./settings.ts";

/** Where the fragments put the scheduler's configuration file on a control plane node. */
export const schedulerFile = "/etc/kubernetes/kube-scheduler-config.yaml";

/**
 * A KubeSchedulerConfiguration with these settings; undefined when none of them belongs there. It names the
 * kubeconfig that kubeadm writes, because beside a configuration file the flag --kubeconfig is ignored.
 */
export function schedulerConfiguration(settings: readonly SettingOf[]): string | undefined {
  return configurationOf(settings, "kube-scheduler", {
    apiVersion: "kubescheduler.config.k8s.io/v1",
    kind: "KubeSchedulerConfiguration",
    clientConnection: { kubeconfig: "/etc/kubernetes/scheduler.conf" },
  });
}
