import { Document } from "yaml";
import type { SettingOf } from "./settings.ts";

/** Where the fragments put the scheduler's configuration file on a control plane node. */
export const schedulerFile = "/etc/kubernetes/kube-scheduler-config.yaml";

/**
 * A KubeSchedulerConfiguration with these settings; undefined when none of them belongs there. It names the
 * kubeconfig that kubeadm writes, because beside a configuration file the flag --kubeconfig is ignored.
 */
export function schedulerConfiguration(settings: readonly SettingOf[]): string | undefined {
  const own = settings.flatMap(({ parameter, value }) =>
    parameter.component === "kube-scheduler" && parameter.set.by === "config-file"
      ? [{ path: parameter.set.path.split("."), value }]
      : [],
  );
  if (own.length === 0) return undefined;
  const document = new Document({
    apiVersion: "kubescheduler.config.k8s.io/v1",
    kind: "KubeSchedulerConfiguration",
    clientConnection: { kubeconfig: "/etc/kubernetes/scheduler.conf" },
  });
  for (const { path, value } of own) document.setIn(path, value);
  return document.toString();
}
