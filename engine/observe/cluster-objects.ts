import type { ClusterObjects, UnseenSource } from "../trial/record.ts";
import { connectTo, getText } from "./api-request.ts";
import {
  containerDefaults,
  nodeState,
  webhookStates,
  type LimitRangeObject,
  type NodeObject,
  type WebhookObject,
} from "./object-states.ts";
import type { Source } from "./sources.ts";

const deadlineMs = 20_000;
const webhooks = "apis/admissionregistration.k8s.io/v1";

/**
 * Objects of the API that bear on the trial, read before it: nodes, admission webhooks, and the defaults of the
 * namespace. Each kind that may not be read is left empty and named among the unseen sources.
 */
export const clusterObjects: Source = {
  name: "cluster objects",
  points: [],
  absence: () => undefined,
  observe({ cluster }) {
    const connection = connectTo(cluster);
    const unseen: UnseenSource[] = [];
    let objects: ClusterObjects | undefined;
    const list = async <T>(source: string, path: string): Promise<readonly T[]> => {
      try {
        const text = await getText(connection, `${cluster.apiServer}/${path}`, deadlineMs);
        return (JSON.parse(text) as { readonly items?: readonly T[] }).items ?? [];
      } catch (error) {
        const why = `they could not be listed: ${error instanceof Error ? error.message : String(error)}`;
        unseen.push({ source, why, points: [] });
        return [];
      }
    };
    return {
      name: clusterObjects.name,
      async begin() {
        const [nodes, mutating, validating, ranges] = await Promise.all([
          list<NodeObject>(objectSources.nodes, "api/v1/nodes"),
          list<WebhookObject>(objectSources.webhooks, `${webhooks}/mutatingwebhookconfigurations`),
          list<WebhookObject>(objectSources.webhooks, `${webhooks}/validatingwebhookconfigurations`),
          list<LimitRangeObject>(
            objectSources.defaults,
            `api/v1/namespaces/${cluster.namespace}/limitranges`,
          ),
        ]);
        objects = {
          nodes: nodes.map(nodeState),
          webhooks: [
            ...mutating.flatMap((one) => webhookStates(one, "mutating")),
            ...validating.flatMap((one) => webhookStates(one, "validating")),
          ],
          containerDefaults: ranges.flatMap(containerDefaults),
        };
      },
      end() {
        connection.destroy();
        return Promise.resolve({
          ...(objects === undefined ? {} : { objects }),
          ...(unseen.length === 0 ? {} : { unseen }),
        });
      },
    };
  },
};

/** What each kind of object is called among the unseen sources. */
export const objectSources = {
  nodes: "the cluster's nodes",
  webhooks: "admission webhooks",
  defaults: "LimitRanges of the namespace",
} as const;
