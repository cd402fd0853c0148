import { cfgOf, type Sections, type Shape } from "../cfg.ts";
import type { Fault } from "../fault.ts";
import { lifted } from "../limits/lifted.ts";
import { unhindered } from "../without-token.ts";

/** A configuration in which nothing is worth changing. */
function healthy(name: string, by: string, shape: Shape, more: Sections = {}): Fault {
  const { nodes = "" } = shape;
  return {
    name: `healthy-${name}`,
    by,
    causes: ["none"],
    refused: [],
    changes: [],
    needs: [
      ...(nodes.includes("real") ? (["root", "real-nodes"] as const) : []),
      ...(nodes.includes("hollow") ? (["hollow-nodes"] as const) : []),
    ],
    experiment: () => ({ cfg: cfgOf(shape, more) }),
  };
}

const unlimited = { kubernetes: lifted };
const unlimitedWithoutToken = { kubernetes: unhindered };

/** Small and large ones, of every kind of node and every method. */
export const healthyConfigurations: readonly Fault[] = [
  healthy("one-pod", "1 pod, 1 kwok node", { workers: 1, instances: 1 }),
  healthy("inside-the-burst", "20 pods, 4 kwok nodes", { workers: 4, instances: 20 }),
  // More at once would keep a machine of two cores busy, which is a cause.
  healthy("limits-lifted", "50 pods, 4 kwok nodes, limits lifted", { workers: 4, instances: 50 }, unlimited),
  healthy("many-nodes", "20 pods, 100 kwok nodes", { workers: 100, instances: 20 }),
  healthy("file", "10 Jobs in one call", { workers: 4, instances: 10, method: "file" }),
  healthy("container", "one pod of 100 containers", { workers: 1, instances: 100, method: "container" }),
  healthy("few-calls", "2 Jobs, a call each", { workers: 2, instances: 2, method: "call" }),
  healthy(
    "real-one",
    "1 pod without a volume, real node",
    { workers: 1, instances: 1, nodes: "real:1" },
    unlimitedWithoutToken,
  ),
  healthy(
    "real-few",
    "5 pods without a volume, real node",
    { workers: 1, instances: 5, nodes: "real:1" },
    unlimitedWithoutToken,
  ),
  healthy(
    "hollow",
    "20 pods, 2 hollow nodes",
    { workers: 2, instances: 20, nodes: "hollow:2" },
    unlimitedWithoutToken,
  ),
];
