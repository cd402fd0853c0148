import { createHash, X509Certificate } from "node:crypto";
import { stringify } from "yaml";
import type { Setting } from "../../../knowledge/index.ts";
import { addressOf, type Site } from "../../local/site.ts";
import type { Patience } from "../software/patience.ts";
import { componentArgs } from "./arguments.ts";
import { etcdTag, imageRepository } from "./images.ts";
import { kubeadmPaths, mounted, patchesFolder } from "./paths.ts";

const apiVersion = "kubeadm.k8s.io/v1beta4";

/** A machine that kubeadm makes a node. */
export interface KubeadmNode {
  readonly name: string;
  readonly address: string;
}

/** What the files of all of a cluster's machines are made from. */
export interface KubeadmCluster {
  readonly kubernetes: string;
  readonly site: Site;
  readonly patience: Pick<Patience, "flags" | "kubeadmHealthCheck">;
  /** By which nodes join: six letters, a dot, sixteen letters. */
  readonly token: string;
  /** PEM text of the authority's certificate. */
  readonly ca: string;
}

/** The cluster's configuration for `kubeadm init` and its phases, with these settings. */
export function initText(
  cluster: KubeadmCluster,
  control: KubeadmNode,
  settings: readonly Setting[],
): string {
  const { site, token } = cluster;
  const init = {
    apiVersion,
    kind: "InitConfiguration",
    bootstrapTokens: [{ token }],
    localAPIEndpoint: { advertiseAddress: addressOf(site), bindPort: site.ports.apiServer },
    ...common(cluster, control),
    // The pods' network is made of routes, without kube-proxy and CoreDNS.
    skipPhases: ["preflight", "addon"],
  };
  return documents([init, clusterConfiguration(cluster, settings)]);
}

/** What `kubeadm join` is told on a worker. */
export function joinText(cluster: KubeadmCluster, worker: KubeadmNode): string {
  const { site, token, ca } = cluster;
  const join = {
    apiVersion,
    kind: "JoinConfiguration",
    discovery: {
      bootstrapToken: {
        token,
        apiServerEndpoint: `${addressOf(site)}:${String(site.ports.apiServer)}`,
        caCertHashes: [publicKeyHash(ca)],
      },
    },
    ...common(cluster, worker),
    skipPhases: ["preflight"],
  };
  return documents([join]);
}

function common({ patience }: KubeadmCluster, { name, address }: KubeadmNode) {
  const wait = patience.kubeadmHealthCheck;
  return {
    nodeRegistration: {
      name,
      criSocket: "unix:///run/containerd/containerd.sock",
      kubeletExtraArgs: [{ name: "node-ip", value: address }],
    },
    patches: { directory: patchesFolder },
    timeouts: {
      controlPlaneComponentHealthCheck: wait,
      kubeletHealthCheck: wait,
      kubernetesAPICall: wait,
      tlsBootstrap: wait,
      discovery: wait,
    },
  };
}

function clusterConfiguration({ kubernetes, site, patience }: KubeadmCluster, settings: readonly Setting[]) {
  const address = addressOf(site);
  const config = hostPath("columbo-config", mounted.config, true);
  return {
    apiVersion,
    kind: "ClusterConfiguration",
    kubernetesVersion: kubernetes,
    clusterName: "columbo",
    imageRepository,
    encryptionAlgorithm: "ECDSA-P256",
    certificatesDir: kubeadmPaths.pki,
    controlPlaneEndpoint: `${address}:${String(site.ports.apiServer)}`,
    etcd: {
      local: {
        imageTag: etcdTag(kubernetes),
        dataDir: "/var/lib/etcd",
        extraArgs: componentArgs(site, "etcd", settings, patience),
      },
    },
    apiServer: {
      certSANs: [address, "127.0.0.1"],
      extraArgs: componentArgs(site, "kube-apiserver", settings, patience),
      extraVolumes: [config, hostPath("columbo-logs", mounted.logs, false)],
    },
    controllerManager: {
      extraArgs: componentArgs(site, "kube-controller-manager", settings, patience),
    },
    scheduler: {
      extraArgs: componentArgs(site, "kube-scheduler", settings, patience),
      // Other components get the certificates' folder from kubeadm itself.
      extraVolumes: [config, hostPath("columbo-pki", kubeadmPaths.pki, true)],
    },
  };
}

/** A folder of the machine that a component sees at the same place. */
const hostPath = (name: string, path: string, readOnly: boolean) => ({
  ...{ name, hostPath: path, mountPath: path, readOnly },
  pathType: "Directory",
});

/** How kubeadm knows an authority: by its public key. Source: cmd/kubeadm/app/util/pubkeypin/pubkeypin.go. */
function publicKeyHash(certificate: string): string {
  const key = new X509Certificate(certificate).publicKey.export({ type: "spki", format: "der" });
  return `sha256:${createHash("sha256").update(key).digest("hex")}`;
}

const documents = (all: readonly object[]): string => all.map((one) => stringify(one)).join("---\n");
