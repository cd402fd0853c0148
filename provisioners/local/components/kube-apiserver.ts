import { columboUser, kubeletClientUser, kwokUser } from "../access.ts";
import { addressOf, auditLog, inSite, pkiFiles, serviceRange, urlOf, type Site } from "../site.ts";
import { apiServerTracingFile } from "../tracing/configuration.ts";

export const auditPolicyFile = (site: Site): string => inSite(site, "config", "audit-policy.json");

/** Whoever belongs to the cluster, and Columbo. */
const ownUsers = [
  columboUser,
  kwokUser,
  kubeletClientUser,
  "system:apiserver",
  "system:kube-controller-manager",
  "system:kube-scheduler",
  "system:anonymous",
];
const ownGroups = ["system:masters", "system:nodes", "system:serviceaccounts:kube-system"];

/**
 * What the audit log records: pod creations with their bodies, since the pod's name is nowhere else (the job
 * controller lets the server choose it), the client's look at its Job, the writes of the Job path, and whatever somebody
 * asks for who does not belong to the cluster.
 */
export function auditPolicy(): unknown {
  return {
    apiVersion: "audit.k8s.io/v1",
    kind: "Policy",
    omitManagedFields: true,
    omitStages: ["RequestReceived"],
    rules: [
      { level: "RequestResponse", verbs: ["create"], resources: [{ group: "", resources: ["pods"] }] },
      { level: "Metadata", verbs: ["get", "create"], resources: [{ group: "batch", resources: ["jobs"] }] },
      {
        level: "Metadata",
        verbs: ["create", "update", "patch"],
        resources: [
          { group: "", resources: ["pods", "pods/binding", "pods/status"] },
          { group: "batch", resources: ["jobs/status"] },
        ],
      },
      {
        level: "Metadata",
        verbs: ["create", "patch"],
        resources: [
          { group: "", resources: ["events"] },
          { group: "events.k8s.io", resources: ["events"] },
        ],
      },
      { level: "None", users: ownUsers },
      { level: "None", userGroups: ownGroups },
      // Other clients: what they ask for takes the server's time from the trial.
      { level: "Metadata", omitStages: ["RequestReceived", "ResponseStarted"] },
    ],
  };
}

/** What makes it write the audit log; nothing where nobody looks. */
export function auditArgv(site: Site): readonly string[] {
  if (site.quiet === true) return [];
  return [
    `--audit-policy-file=${auditPolicyFile(site)}`,
    `--audit-log-path=${auditLog(site)}`,
    // Megabytes: more than any run writes, so that the file is never rotated under its readers.
    "--audit-log-maxsize=1000000",
  ];
}

/** kube-apiserver's arguments. */
export function apiServerArgv(site: Site): readonly string[] {
  const pki = pkiFiles(site);
  return [
    `--bind-address=${addressOf(site)}`,
    `--secure-port=${site.ports.apiServer}`,
    `--advertise-address=${addressOf(site)}`,
    // A loopback address is refused as an endpoint of the service "kubernetes", which nothing here uses.
    "--endpoint-reconciler-type=none",
    `--cert-dir=${inSite(site, "pki")}`,
    `--tls-cert-file=${pki.certificate("kube-apiserver")}`,
    `--tls-private-key-file=${pki.key("kube-apiserver")}`,
    `--client-ca-file=${pki.ca}`,
    // The other components look for it and complain once a minute without it; nobody has such a certificate.
    `--requestheader-client-ca-file=${pki.ca}`,
    "--requestheader-allowed-names=front-proxy-client",
    "--requestheader-username-headers=X-Remote-User",
    "--requestheader-group-headers=X-Remote-Group",
    "--requestheader-extra-headers-prefix=X-Remote-Extra-",
    `--etcd-servers=${urlOf(site, site.ports.etcd)}`,
    `--etcd-cafile=${pki.ca}`,
    `--etcd-certfile=${pki.certificate("kube-apiserver-etcd-client")}`,
    `--etcd-keyfile=${pki.key("kube-apiserver-etcd-client")}`,
    `--kubelet-certificate-authority=${pki.ca}`,
    `--kubelet-client-certificate=${pki.certificate("kube-apiserver-kubelet-client")}`,
    `--kubelet-client-key=${pki.key("kube-apiserver-kubelet-client")}`,
    // Nodes' names mean nothing outside of the cluster.
    "--kubelet-preferred-address-types=InternalIP",
    "--authorization-mode=Node,RBAC",
    `--service-cluster-ip-range=${serviceRange}`,
    "--service-account-issuer=https://kubernetes.default.svc",
    `--service-account-key-file=${pki.serviceAccountPublicKey}`,
    `--service-account-signing-key-file=${pki.serviceAccountKey}`,
    ...auditArgv(site),
    ...(site.tracing === undefined ? [] : [`--tracing-config-file=${apiServerTracingFile(site)}`]),
  ];
}
