import { mkdir, writeFile } from "node:fs/promises";
import type { CertificateIdentity } from "../contract.ts";
import { keepingState } from "../state-fault.ts";
import { columboUser, kubeletClientUser, kwokUser } from "./access.ts";
import { auditPolicy, auditPolicyFile } from "./components/kube-apiserver.ts";
import { kubeconfig } from "./kubeconfig.ts";
import type { Authority, CertificateRequest, Credential, SigningKey } from "./pki.ts";
import {
  inSite,
  kubeconfigFile,
  pkiFiles,
  serviceAddress,
  urlOf,
  type CredentialName,
  type Site,
} from "./site.ts";
import { apiServerTracing, apiServerTracingFile } from "./tracing/configuration.ts";

/** @param addresses those that the control plane listens on */
const requestsFor = (addresses: readonly string[]): Readonly<Record<CredentialName, CertificateRequest>> => ({
  // etcd's gateway and its peer port are clients of etcd themselves.
  etcd: { user: "etcd", addresses, both: true },
  "kube-apiserver": { user: "kube-apiserver", addresses: [...addresses, serviceAddress] },
  "kube-apiserver-etcd-client": { user: "kube-apiserver-etcd-client" },
  "kube-apiserver-kubelet-client": { user: kubeletClientUser },
  "kube-controller-manager": { user: "system:kube-controller-manager" },
  "kube-controller-manager-serving": { user: "kube-controller-manager", addresses },
  "kube-scheduler": { user: "system:kube-scheduler" },
  "kube-scheduler-serving": { user: "kube-scheduler", addresses },
  kwok: { user: kwokUser },
  columbo: { user: columboUser },
});

const withKubeconfig = ["kube-controller-manager", "kube-scheduler", "kwok", "columbo"] as const;

/** A cluster's secrets, made before anything of the cluster exists on disk. */
export interface Secrets {
  readonly ca: string;
  /** Issues what nodes need besides. */
  readonly authority: Authority;
  readonly serviceAccount: SigningKey;
  readonly credentials: Readonly<Record<CredentialName, Credential>>;
  /** The only member of system:masters; never written to disk, forgotten when the cluster is up. */
  readonly bootstrap: Credential;
}

/**
 * Issues every certificate of a cluster.
 * @param addresses those that the control plane listens on; by default this machine's loopback
 */
export async function createSecrets(
  authority: Authority,
  serviceAccount: SigningKey,
  addresses: readonly string[] = ["127.0.0.1"],
): Promise<Secrets> {
  const requests = requestsFor(addresses);
  const names = Object.keys(requests) as CredentialName[];
  const issued = await Promise.all(
    names.map(async (name) => [name, await authority.issue(requests[name])] as const),
  );
  return {
    ca: authority.certificate,
    authority,
    serviceAccount,
    credentials: Object.fromEntries(issued) as Record<CredentialName, Credential>,
    bootstrap: await authority.issue({ user: "columbo:bootstrap", groups: ["system:masters"] }),
  };
}

export function identityOf(secrets: Secrets, name: CredentialName | "bootstrap"): CertificateIdentity {
  const credential = name === "bootstrap" ? secrets.bootstrap : secrets.credentials[name];
  return { ca: secrets.ca, ...credential };
}

/** Files that nobody but the user may read. */
export async function writeSecret(path: string, text: string): Promise<void> {
  await keepingState(() => writeFile(path, text, { mode: 0o600 }));
}

/** A file that the components read at their start; nobody but the user may read it. */
export interface SiteFile {
  readonly path: string;
  readonly text: string;
}

/** Everything that the components read at their start. */
export function siteFiles(site: Site, secrets: Secrets, namespace: string): readonly SiteFile[] {
  const pki = pkiFiles(site);
  const server = urlOf(site, site.ports.apiServer);
  const credentials = Object.entries(secrets.credentials) as [CredentialName, Credential][];
  const users = requestsFor([]);
  return [
    { path: pki.ca, text: secrets.ca },
    { path: pki.serviceAccountKey, text: secrets.serviceAccount.privateKey },
    { path: pki.serviceAccountPublicKey, text: secrets.serviceAccount.publicKey },
    ...credentials.flatMap(([name, { certificate, key }]) => [
      { path: pki.certificate(name), text: certificate },
      { path: pki.key(name), text: key },
    ]),
    ...withKubeconfig.map((name) => {
      const own = name === "columbo" ? namespace : undefined;
      const text = kubeconfig(server, identityOf(secrets, name), users[name].user, own);
      return { path: kubeconfigFile(site, name), text };
    }),
    { path: auditPolicyFile(site), text: JSON.stringify(auditPolicy()) },
    ...(site.tracing === undefined
      ? []
      : [{ path: apiServerTracingFile(site), text: JSON.stringify(apiServerTracing(site.tracing)) }]),
  ];
}

/** Folders of a site, of mode 0700, besides its own. */
export const siteFolders = ["pki", "kubeconfigs", "config", "logs", "etcd", "scratch", "flexvolume"] as const;

/** Makes the cluster's folder, of mode 0700, with everything that the components read at their start. */
export async function writeSite(site: Site, secrets: Secrets, namespace: string): Promise<void> {
  for (const folder of ["", ...siteFolders])
    await keepingState(() => mkdir(inSite(site, folder), { recursive: true, mode: 0o700 }));
  await Promise.all(siteFiles(site, secrets, namespace).map(({ path, text }) => writeSecret(path, text)));
}
