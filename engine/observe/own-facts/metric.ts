import { readFile } from "node:fs/promises";
import type { Cluster } from "../../../provisioners/index.ts";
import { didYouMean } from "../../../knowledge/index.ts";
import type { MetricPlace, MetricSource } from "../../../rules/index.ts";
import { growthOf } from "../metric-growth.ts";
import { parseSamples, type Sample } from "../prometheus-text.ts";
import { now } from "../watch.ts";
import { shownAs, type Connections, type Request } from "./fetch.ts";
import { podNames } from "./pods.ts";
import { Unreadable, type OwnValue, type Reader } from "./reader.ts";

/** Pages of metrics before and after a trial, place by place, and the seconds between. */
export interface Pages {
  readonly places: readonly { readonly before: readonly Sample[]; readonly after: readonly Sample[] }[];
  readonly seconds: number;
}

/** Reads the metrics of a place: all kubelets of a cluster are one place, and so are pods with the same labels. */
export function pageReader(from: MetricPlace, cluster: Cluster, connections: Connections): Reader<Pages> {
  let requests: readonly Request[] = [];
  let before: readonly (readonly Sample[])[] = [];
  let beganAt = 0;
  const read = (): Promise<readonly (readonly Sample[])[]> =>
    Promise.all(requests.map(async (request) => parseSamples(await connections.get(request))));
  return {
    origin: placeName(from),
    async begin() {
      requests = await requestsOf(from, cluster, connections);
      before = await read();
      beganAt = now();
    },
    async end() {
      const seconds = (now() - beganAt) / 1000;
      const after = await read();
      return {
        places: after.map((page, index) => ({ before: before[index] ?? [], after: page })),
        seconds,
      };
    },
  };
}

async function requestsOf(
  from: MetricPlace,
  cluster: Cluster,
  connections: Connections,
): Promise<readonly Request[]> {
  if ("url" in from) {
    const { url, ca, identity } = from;
    if (identity === "cluster") return [{ url, asCluster: true }];
    return [{ url, ...(ca === undefined ? {} : { ca: await authorities(ca) }) }];
  }
  if ("pods" in from) {
    const { namespace, port, path } = from.pods;
    const base = `${cluster.apiServer}/api/v1/namespaces/${encodeURIComponent(namespace)}/pods`;
    const names = await podNames(cluster, connections, from.pods);
    return names.map((name) => ({ url: `${base}/${name}:${String(port)}/proxy${path}`, asCluster: true }));
  }
  const endpoints = cluster.endpoints.filter(({ component }) => component === from.component);
  if (endpoints.length === 0)
    throw new Unreadable(`the cluster has no ${from.component} whose metrics can be reached`);
  return endpoints.map(({ url }) => ({ url: `${url}${from.path ?? "/metrics"}`, asCluster: true }));
}

function authorities(file: string): Promise<string> {
  return readFile(file, "utf8").catch((error: unknown) => {
    throw new Unreadable(`${file} cannot be read: ${(error as NodeJS.ErrnoException).code ?? "unknown"}`);
  });
}

function placeName(from: MetricPlace): string {
  if ("url" in from) return shownAs(from.url);
  if ("pods" in from) return `pods of ${from.pods.namespace} with ${from.pods.selector}`;
  return `${from.component}${from.path ?? "/metrics"}`;
}

/** What the series come to, added up over all places. @throws Unreadable when there are none */
export function metricValue(source: MetricSource, { places, seconds }: Pages): OwnValue {
  const { name, labels, how, absent } = source;
  const shown = `${name}${labelText(labels)}`;
  const sumOf = (wanted: string): number | undefined => {
    const fits = (sample: Pick<Sample, "name" | "labels">): boolean =>
      sample.name === wanted &&
      Object.entries(labels).every(([label, value]) => sample.labels[label] === value);
    if (!places.some(({ after }) => after.some(fits))) return undefined;
    const numbers = places.flatMap(({ before, after }) =>
      how === "value"
        ? after.filter(fits).map(({ value }) => value)
        : growthOf(before.filter(fits), after.filter(fits)).map(({ delta }) => delta),
    );
    return numbers.reduce((sum, number) => sum + number, 0);
  };
  const none = (wanted: string): OwnValue => {
    if (absent !== undefined) return { value: absent, note: `no series ${shown}` };
    throw new Unreadable(absence(wanted, shown, places));
  };
  if (how === "mean") {
    const [sum, count] = [sumOf(`${name}_sum`), sumOf(`${name}_count`)];
    if (sum === undefined || count === undefined) return none(`${name}_sum`);
    return count === 0
      ? { value: 0, note: `${shown}, nothing was observed` }
      : { value: sum / count, note: `${shown}, mean of ${String(count)}` };
  }
  const value = sumOf(name);
  if (value === undefined) return none(name);
  return how === "rate" ? { value: value / seconds, note: `${shown}, per second` } : { value, note: shown };
}

function absence(wanted: string, shown: string, places: Pages["places"]): string {
  const names = [...new Set(places.flatMap(({ after }) => after.map((sample) => sample.name)))];
  return names.includes(wanted)
    ? `no series ${shown}; there are others of this name`
    : `no metric ${wanted}${didYouMean(wanted, names)}`;
}

function labelText(labels: Readonly<Record<string, string>>): string {
  const parts = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
  return parts.length === 0 ? "" : `{${parts.join(",")}}`;
}
