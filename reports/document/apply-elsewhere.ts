import type { RootContent } from "mdast";
import { kubeletConfiguration } from "../fragments/kubelet.ts";
import { containerdConfiguration, kubeProxyConfiguration } from "../fragments/node-programs.ts";
import { workloadPatch } from "../fragments/workload.ts";
import { code, codeBlock, paragraph } from "./nodes.ts";
import { settingsOf, type KeptChange } from "./subject.ts";

/** All kubelets of a cluster have one configuration in a ConfigMap, from which kubeadm writes each node's file. */
export function kubeletSteps(changes: readonly KeptChange[], which: "from" | "to"): RootContent[] {
  const file = kubeletConfiguration(settingsOf(changes, which));
  if (file === undefined) return [];
  return [
    paragraph("Set these fields of the kubelets' configuration in the ConfigMap that kubeadm keeps it in:"),
    codeBlock("yaml", file.trimEnd()),
    codeBlock("sh", "kubectl -n kube-system edit configmap kubelet-config"),
    paragraph("Then on each node in turn; its containers go on running:"),
    codeBlock("sh", "kubeadm upgrade node phase kubelet-config\nsystemctl restart kubelet"),
  ];
}

/** Objects of the API hold at once, for all API servers. */
export function levelSteps(commands: string | undefined): RootContent[] {
  if (commands === undefined) return [];
  return [
    paragraph(
      "Priority levels are objects of the API and hold at once, nothing is restarted. Their annotation says whether kube-apiserver puts its own values back:",
    ),
    codeBlock("sh", commands),
  ];
}

/** What runs on nodes beside the kubelet. */
export function otherNodeSteps(changes: readonly KeptChange[], which: "from" | "to"): RootContent[] {
  const settings = settingsOf(changes, which);
  const [proxy, runtime] = [kubeProxyConfiguration(settings), containerdConfiguration(settings)];
  return [
    ...(proxy === undefined
      ? []
      : [
          paragraph("Set these fields in config.conf of the ConfigMap that all kube-proxies read:"),
          codeBlock("yaml", proxy.trimEnd()),
          codeBlock(
            "sh",
            "kubectl -n kube-system edit configmap kube-proxy\nkubectl -n kube-system rollout restart daemonset kube-proxy",
          ),
        ]),
    ...(runtime === undefined
      ? []
      : [
          paragraph(
            "Set these values in ",
            code("/etc/containerd/config.toml"),
            " of each node; containerd 2 calls the table otherwise, as ",
            code("containerd config migrate"),
            " shows. Then restart it; its containers go on running:",
          ),
          codeBlock("toml", runtime),
          codeBlock("sh", "systemctl restart containerd"),
        ]),
  ];
}

/** What stands in the workload's own manifest concerns no component. */
export function workloadSteps(changes: readonly KeptChange[], which: "from" | "to"): RootContent[] {
  const patch = workloadPatch(settingsOf(changes, which));
  if (patch === undefined) return [];
  return [
    paragraph("Set this in the manifest of the workload, and deploy it again:"),
    codeBlock("yaml", patch.trimEnd()),
  ];
}
