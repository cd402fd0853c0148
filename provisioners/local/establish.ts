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

const local = ["127.0.0.1"];

const requests: Readonly<Record<CredentialName, CertificateRequest>> = {
  // etcd's gateway and its peer port are clients of etcd themselves.
  etcd: { user: "etcd", addresses: local, both: true },
  "kube-apiserver": { user: "kube-apiserver", addresses: [...local, serviceAddress] },
  "kube-apiserver-etcd-client": { user: "kube-apiserver-etcd-client" },
  "kube-apiserver-kubelet-client": { user: kubeletClientUser },
  "kube-controller-manager": { user: "system:kube-controller-manager" },
  "kube-controller-manager-serving": { user: "kube-controller-manager", addresses: local },
  "kube-scheduler": { user: "system:kube-scheduler" },
  "kube-scheduler-serving": { user: "kube-scheduler", addresses: local },
  kwok: { user: kwokUser },
  columbo: { user: columboUser },
};

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

/** Issues every certificate of a cluster. */
export async function createSecrets(authority: Authority, serviceAccount: SigningKey): Promise<Secrets> {
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

/** Makes the cluster's folder, of mode 0700, with everything that the components read at their start. */
export async function writeSite(site: Site, secrets: Secrets, namespace: string): Promise<void> {
  for (const folder of ["", "pki", "kubeconfigs", "config", "logs", "etcd", "scratch", "flexvolume"])
    await keepingState(() => mkdir(inSite(site, folder), { recursive: true, mode: 0o700 }));
  const pki = pkiFiles(site);
  const server = urlOf(site.ports.apiServer);
  const credentials = Object.entries(secrets.credentials) as [CredentialName, Credential][];
  await Promise.all([
    writeSecret(pki.ca, secrets.ca),
    writeSecret(pki.serviceAccountKey, secrets.serviceAccount.privateKey),
    writeSecret(pki.serviceAccountPublicKey, secrets.serviceAccount.publicKey),
    ...credentials.flatMap(([name, { certificate, key }]) => [
      writeSecret(pki.certificate(name), certificate),
      writeSecret(pki.key(name), key),
    ]),
    ...withKubeconfig.map((name) => {
      const { user } = requests[name];
      const own = name === "columbo" ? namespace : undefined;
      return writeSecret(
        kubeconfigFile(site, name),
        kubeconfig(server, identityOf(secrets, name), user, own),
      );
    }),
    writeSecret(auditPolicyFile(site), JSON.stringify(auditPolicy())),
    site.tracing === undefined
      ? undefined
      : writeSecret(apiServerTracingFile(site), JSON.stringify(apiServerTracing(site.tracing))),
  ]);
}
