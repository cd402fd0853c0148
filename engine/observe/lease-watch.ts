import { boundsFromRenewals, type Renewal } from "../timeline/lease-bounds.ts";
import { connectTo, getText } from "./api-request.ts";
import { microTime } from "./audit-log.ts";
import { absentRight, type Source } from "./sources.ts";
import { now, watch, type Watch, type WatchLine } from "./watch.ts";

interface Lease {
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
  };
  readonly spec?: { readonly renewTime?: string };
}

/** Where kubelets, and where the control plane's programs keep theirs. */
const namespaces = ["kube-node-lease", "kube-system"] as const;
const deadlineMs = 10_000;

/**
 * How far the clocks of a cluster's hosts can be behind Columbo's, from the renewals of their Leases, which each
 * stamps by its own clock: kubelets every 10 s, leaders every 2 s, API servers every 10 s. Of a host that renews none
 * during the trial the last renewal counts, which bounds its clock only to within its age.
 */
export const leaseWatch: Source = {
  name: "renewals of Leases",
  points: [],
  absence: (cluster) =>
    absentRight(cluster, [
      { verb: "list", resource: "leases" },
      { verb: "watch", resource: "leases" },
    ]),
  observe({ cluster, broken }) {
    const connection = connectTo(cluster);
    const lines: WatchLine[] = [];
    const following: Watch[] = [];
    const urls = namespaces.map(
      (namespace) => `${cluster.apiServer}/apis/coordination.k8s.io/v1/namespaces/${namespace}/leases?`,
    );
    return {
      name: leaseWatch.name,
      async begin() {
        for (const url of urls)
          following.push(
            await watch({ connection, url, onLine: (line) => lines.push(line), onBroken: broken }),
          );
      },
      async end() {
        for (const one of following) one.stop();
        try {
          const last = await Promise.all(
            urls.map(async (url) => {
              const text = await getText(connection, url, deadlineMs);
              const { items } = JSON.parse(text) as { readonly items: readonly Lease[] };
              return items.flatMap((lease) => renewalOf(lease, now()));
            }),
          );
          return { clocks: boundsFromRenewals([...renewalsIn(lines), ...last.flat()]) };
        } finally {
          connection.destroy();
        }
      },
    };
  },
};

/** What the lines of a watch of Leases show. */
export function renewalsIn(lines: readonly WatchLine[]): readonly Renewal[] {
  return lines.flatMap(({ at, text }) => {
    const { type, object } = JSON.parse(text) as { readonly type: string; readonly object: Lease };
    return type === "DELETED" ? [] : renewalOf(object, at);
  });
}

function renewalOf({ metadata, spec }: Lease, arrivedAt: number): readonly Renewal[] {
  const host = hostOf(metadata);
  if (host === undefined || spec?.renewTime === undefined) return [];
  return [{ host, renewedAt: microTime(spec.renewTime), arrivedAt }];
}

/** The node, or the component of the control plane, that renews a Lease; undefined for the Leases of others. */
function hostOf({ name, namespace, labels }: Lease["metadata"]): string | undefined {
  if (namespace === "kube-node-lease") return name;
  if (labels?.["apiserver.kubernetes.io/identity"] === "kube-apiserver") return "kube-apiserver";
  return name === "kube-controller-manager" || name === "kube-scheduler" ? name : undefined;
}
