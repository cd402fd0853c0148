import type { ComponentEndpoint } from "../../provisioners/index.ts";
import type { MetricDelta, UnseenSource } from "../trial/record.ts";
import { connectTo, getText } from "./api-request.ts";
import { isOfTrial, isWanted, metricPaths } from "./metric-names.ts";
import type { ObserverFactory } from "./observer.ts";
import { parseSamples, type Sample } from "./prometheus-text.ts";
import { growthOf } from "./metric-growth.ts";
import { stepMeansOf } from "./step-means.ts";
import { usesFromMetrics } from "./use-from-metrics.ts";

/** One place that metrics are read from. */
interface Place extends ComponentEndpoint {
  readonly path: string;
}

type Reading = readonly Sample[] | { readonly error: string };

const deadlineMs = 10_000;

/**
 * How much the components' own counters and histograms grew during the trial. A component that cannot be read is
 * named; the trial goes on without it.
 */
export const componentMetrics: ObserverFactory = ({ cluster }) => {
  const connection = connectTo(cluster);
  const places: readonly Place[] = cluster.endpoints.flatMap((endpoint) =>
    metricPaths(endpoint.component).map((path) => ({ ...endpoint, path })),
  );
  const readOne = async ({ url, path }: Place): Promise<Reading> => {
    try {
      const text = await getText(connection, `${url}${path}`, deadlineMs);
      return parseSamples(text, (name) => isWanted(path, name, cluster.kubernetes)).filter((sample) =>
        isOfTrial(sample, cluster.namespace),
      );
    } catch (error) {
      return { error: error instanceof Error ? error.message : String(error) };
    }
  };
  const read = (): Promise<readonly Reading[]> => Promise.all(places.map(readOne));
  let before: readonly Reading[] = [];
  return {
    name: "component metrics",
    async begin() {
      before = await read();
    },
    async end() {
      const after = await read().finally(() => {
        connection.destroy();
      });
      const metrics: MetricDelta[] = [];
      const unseen: UnseenSource[] = [];
      for (const [index, place] of places.entries()) {
        const [old, fresh] = [before[index] ?? [], after[index] ?? []];
        if ("error" in old) unseen.push(unreadable(place, old.error));
        else if ("error" in fresh) unseen.push(unreadable(place, fresh.error));
        else metrics.push(...growthOf(old, fresh).map((growth) => ({ ...origin(place), ...growth })));
      }
      const here = new Set(
        cluster.nodes.flatMap(({ name, cgroups }) => (cgroups === undefined ? [] : [name])),
      );
      const uses = usesFromMetrics(metrics, (node) => !here.has(node));
      return { metrics, stepMeans: stepMeansOf(metrics), uses, unseen };
    },
  };
};

function origin({ component, node }: Place): Pick<MetricDelta, "component" | "node"> {
  return { component, ...(node === undefined ? {} : { node }) };
}

function unreadable({ component, node, path }: Place, why: string): UnseenSource {
  const right =
    node === undefined ? { verb: "get", path } : { verb: "get", resource: "nodes/proxy", group: "" };
  return {
    source: ["metrics of", component, node, path === "/metrics" ? undefined : `(${path})`]
      .filter((part) => part !== undefined)
      .join(" "),
    why,
    points: [],
    ...(/ answered 40[13]:/.test(why) ? { rights: [right] } : {}),
  };
}
