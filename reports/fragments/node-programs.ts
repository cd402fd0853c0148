import { configurationOf, type SettingOf } from "./settings.ts";

/** A KubeProxyConfiguration with these settings, as kubeadm keeps it in the ConfigMap kube-proxy; undefined without any. */
export function kubeProxyConfiguration(settings: readonly SettingOf[]): string | undefined {
  return configurationOf(settings, "kube-proxy", {
    apiVersion: "kubeproxy.config.k8s.io/v1alpha1",
    kind: "KubeProxyConfiguration",
  });
}

/** The table of containerd's CRI plugin in a configuration of version 2. */
const criTable = `plugins."io.containerd.grpc.v1.cri"`;

/** The part of containerd's configuration file that these settings are written into; undefined without any. */
export function containerdConfiguration(settings: readonly SettingOf[]): string | undefined {
  const own = settings.flatMap(({ parameter: { component, set }, value }) => {
    if (component !== "containerd" || set.by !== "config-file") return [];
    const keys = set.path.split(".");
    return [{ key: keys.pop() ?? "", table: [criTable, ...keys].join("."), value }];
  });
  if (own.length === 0) return undefined;
  return [...Map.groupBy(own, ({ table }) => table)]
    .map(([table, values]) =>
      [`[${table}]`, ...values.map(({ key, value }) => `${key} = ${JSON.stringify(value)}`)].join("\n"),
    )
    .join("\n");
}
