import { join } from "node:path";
import type { ProvisionerHost } from "../contract.ts";
import type { Ports } from "./ports.ts";

/** Who the components and clients are; each has a certificate of its own. */
export type CredentialName =
  | "etcd"
  | "kube-apiserver"
  | "kube-apiserver-etcd-client"
  | "kube-apiserver-kubelet-client"
  | "kube-controller-manager"
  | "kube-controller-manager-serving"
  | "kube-scheduler"
  | "kube-scheduler-serving"
  | "kwok"
  | "columbo";

/** Where one cluster lives, its folder and its ports, and how much its components tell of what they do. */
export interface Site {
  readonly folder: string;
  readonly ports: Ports;
  /** The control plane's; absent = this machine's loopback. */
  readonly address?: string;
  /** How many times slower its machine is than this one; absent = 1. */
  readonly slowness?: number;
  /** Nobody looks at the components: nothing is audited, and their logs are as short as by default. */
  readonly quiet?: true;
  /** Where they send their spans. */
  readonly tracing?: ProvisionerHost["tracing"];
}

/** The first address of the service range; the API server's certificate must hold it. */
export const serviceAddress = "198.19.0.1";
/** From the range that RFC 2544 keeps free for measurements. */
export const serviceRange = "198.19.0.0/24";

export const inSite = (site: Site, ...parts: readonly string[]): string => join(site.folder, ...parts);

/** Where the control plane listens. */
export const addressOf = ({ address = "127.0.0.1" }: Pick<Site, "address">): string => address;

export const urlOf = (site: Pick<Site, "address">, port: number): string =>
  `https://${addressOf(site)}:${port}`;

/** Files of the public key infrastructure. */
export const pkiFiles = (site: Site) => ({
  ca: inSite(site, "pki", "ca.crt"),
  serviceAccountKey: inSite(site, "pki", "service-account.key"),
  serviceAccountPublicKey: inSite(site, "pki", "service-account.pub"),
  certificate: (name: CredentialName) => inSite(site, "pki", `${name}.crt`),
  key: (name: CredentialName) => inSite(site, "pki", `${name}.key`),
});

export const kubeconfigFile = (site: Site, name: CredentialName): string =>
  inSite(site, "kubeconfigs", `${name}.json`);

export const logFile = (site: Site, component: string): string => inSite(site, "logs", `${component}.log`);

export const auditLog = (site: Site): string => inSite(site, "logs", "audit.log");
