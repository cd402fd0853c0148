import type { Cluster } from "../../../provisioners/index.ts";
import type { ObjectSource } from "../../../rules/index.ts";
import type { Connections } from "./fetch.ts";
import { longestName, numberIn } from "./number-in.ts";
import { Unreadable, type OwnValue, type Reader } from "./reader.ts";

/** Reads one object of the API after the trial. */
export function objectReader(
  from: Omit<ObjectSource, "path">,
  cluster: Cluster,
  connections: Connections,
): Reader<unknown> {
  const { apiVersion, kind, name } = from;
  return {
    origin: [kind, from.namespace === undefined ? name : `${from.namespace}/${name}`].join(" "),
    begin: () => Promise.resolve(),
    async end() {
      const base = `${cluster.apiServer}/${apiVersion.includes("/") ? "apis" : "api"}/${apiVersion}`;
      const { resources = [] } = JSON.parse(await connections.get({ url: base, asCluster: true })) as {
        readonly resources?: readonly Resource[];
      };
      // Subresources such as pods/status have the same kind.
      const resource = resources.find((one) => one.kind === kind && !one.name.includes("/"));
      if (resource === undefined) throw new Unreadable(`the cluster has no ${kind} in ${apiVersion}`);
      const namespace = encodeURIComponent(from.namespace ?? cluster.namespace);
      const place = resource.namespaced ? `namespaces/${namespace}/` : "";
      const url = `${base}/${place}${resource.name}/${encodeURIComponent(name)}`;
      return JSON.parse(await connections.get({ url, asCluster: true })) as unknown;
    },
  };
}

/** A kind as the API's discovery has it. */
interface Resource {
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

/** What the field holds. @throws Unreadable when it is not there, or is no number and no name */
export function objectValue({ path }: ObjectSource, unit: string, object: unknown): OwnValue {
  const note = path.join(".");
  const value = path.reduce<unknown>(
    (inner, step) =>
      typeof inner === "object" && inner !== null && Object.hasOwn(inner, step)
        ? (inner as Readonly<Record<string, unknown>>)[step]
        : undefined,
    object,
  );
  if (value === undefined || value === null) throw new Unreadable(`it has no field ${note}`);
  if (typeof value === "object") throw new Unreadable(`its field ${note} is a map or a list`);
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return { value: unit === "name" ? text.slice(0, longestName) : numberIn(text, unit), note };
}
