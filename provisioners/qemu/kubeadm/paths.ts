import { siteFolder } from "../kubernetes/site.ts";

/** Where kubeadm has its files on every machine. Source: kubernetes v1.34.4 cmd/kubeadm/app/constants/constants.go. */
export const kubeadmPaths = {
  pki: "/etc/kubernetes/pki",
  manifests: "/etc/kubernetes/manifests",
  schedulerKubeconfig: "/etc/kubernetes/scheduler.conf",
  kubeletKubeconfig: "/etc/kubernetes/kubelet.conf",
  kubeletBootstrap: "/etc/kubernetes/bootstrap-kubelet.conf",
  kubeletConfig: "/var/lib/kubelet/config.yaml",
  kubeletFlags: "/var/lib/kubelet/kubeadm-flags.env",
} as const;

/** What Columbo tells kubeadm. */
export const kubeadmFile = "/etc/columbo/kubeadm.yaml";
/** Changes that kubeadm makes to what it writes, a file for each. */
export const patchesFolder = "/etc/columbo/patches";
/** The control plane's configuration and audit log, which lie where they lie with any installer. */
export const mounted = { config: `${siteFolder}/config`, logs: `${siteFolder}/logs` } as const;
