import { compareMinor } from "../../knowledge/index.ts";
import type { Right } from "../../provisioners/index.ts";
import type { PriorityLevelState } from "../trial/record.ts";
import { connectTo, getText } from "./api-request.ts";
import { absentRight, type Source } from "./sources.ts";

/** A PriorityLevelConfiguration, and a FlowSchema, as far as they are read. */
interface Level {
  readonly metadata: { readonly name: string };
  readonly spec?: {
    readonly limited?: { readonly nominalConcurrencyShares?: number; readonly lendablePercent?: number };
  };
}
interface FlowSchema {
  readonly metadata: { readonly name: string };
  readonly spec?: { readonly priorityLevelConfiguration?: { readonly name?: string } };
}

const group = "flowcontrol.apiserver.k8s.io";
const deadlineMs = 10_000;
/** What the API gives a level that names none (flowcontrol/v1 types.go). */
const usualShares = 30;

const wanted: readonly Right[] = ["prioritylevelconfigurations", "flowschemas"].map((resource) => ({
  verb: "list",
  resource,
  group,
}));

/** The API server's priority levels, whose shares say how many requests each may have under way. */
export const priorityLevels: Source = {
  name: "priority levels",
  points: [],
  absence: (cluster) => absentRight(cluster, wanted),
  observe({ cluster }) {
    const connection = connectTo(cluster);
    let levels: readonly PriorityLevelState[] = [];
    const list = async <T>(resource: string): Promise<readonly T[]> => {
      const version = compareMinor(cluster.kubernetes, "1.29") < 0 ? "v1beta3" : "v1";
      const url = `${cluster.apiServer}/apis/${group}/${version}/${resource}`;
      const text = await getText(connection, url, deadlineMs);
      return (JSON.parse(text) as { readonly items: readonly T[] }).items;
    };
    return {
      name: priorityLevels.name,
      async begin() {
        const [all, schemas] = await Promise.all([
          list<Level>("prioritylevelconfigurations"),
          list<FlowSchema>("flowschemas"),
        ]);
        levels = levelsOf(all, schemas);
      },
      end() {
        connection.destroy();
        return Promise.resolve({ priorityLevels: levels });
      },
    };
  },
};

/** Levels with limits, each with the flow schemas that lead to it. */
export function levelsOf(
  levels: readonly Level[],
  schemas: readonly FlowSchema[],
): readonly PriorityLevelState[] {
  return levels.flatMap(({ metadata: { name }, spec }) => {
    const { limited } = spec ?? {};
    if (limited === undefined) return [];
    const { nominalConcurrencyShares: shares = usualShares, lendablePercent = 0 } = limited;
    const flowSchemas = schemas
      .filter((schema) => schema.spec?.priorityLevelConfiguration?.name === name)
      .map((schema) => schema.metadata.name);
    return [{ name, shares, lendablePercent, flowSchemas }];
  });
}
