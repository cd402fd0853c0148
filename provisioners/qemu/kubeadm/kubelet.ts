import type { ParameterValue } from "../../../knowledge/index.ts";
import type { KubeletWay } from "../kubernetes/node-software.ts";
import { kubeadmPaths } from "./paths.ts";

/** What kubeadm itself would tell a kubelet, and it asks for the kubelet's health at its default port. */
const values = {
  "authentication.x509.clientCAFile": `${kubeadmPaths.pki}/ca.crt`,
  staticPodPath: kubeadmPaths.manifests,
  rotateCertificates: true,
  healthzPort: 10_248,
} as const satisfies Readonly<Record<string, ParameterValue>>;

/**
 * A kubelet that gets its certificate and its configuration from kubeadm. Source: the unit's drop-in that Kubernetes'
 * packages bring, 10-kubeadm.conf.
 */
export const workerWay: KubeletWay = {
  config: kubeadmPaths.kubeletConfig,
  argv: () => [
    `--bootstrap-kubeconfig=${kubeadmPaths.kubeletBootstrap}`,
    `--kubeconfig=${kubeadmPaths.kubeletKubeconfig}`,
    `--config=${kubeadmPaths.kubeletConfig}`,
  ],
  argvFrom: { file: kubeadmPaths.kubeletFlags, variable: "KUBELET_KUBEADM_ARGS" },
  values,
};

/** The control machine's: its containers' logs, the control plane's, are never rotated under their readers. */
export const controlWay: KubeletWay = { ...workerWay, values: { ...values, containerLogMaxSize: "100Gi" } };
