import {
  comparePoints,
  points,
  type Flow,
  type FlowStep,
  type Path,
  type PathExtension,
  type PathPart,
  type PointId,
} from "../../knowledge/index.ts";

/**
 * A path with mechanisms of the user's own: whatever passes a point passes the mechanism right before it. A point that
 * the path does not mark counts as the next one that it does.
 * @throws TypeError for a name that the path uses already, a point after the last one that it marks, and a mechanism of
 * each node before a pod has one
 */
export function extendedPath(path: Path, extensions: readonly PathExtension[] = []): Path {
  return extensions.reduce(withExtension, path);
}

function withExtension(path: Path, extension: PathExtension): Path {
  const { name, before, per } = extension;
  if (per === "node" && comparePoints(before, "pod-binding") <= 0)
    throw new TypeError(`${name}: a pod has no node before ${before}, expected a point after pod-binding`);
  const marked = new Set(Object.values(path.flows).flatMap(({ steps }) => [...marksOf(steps)]));
  const point = points.find(({ id }) => marked.has(id) && comparePoints(id, before) >= 0)?.id;
  if (point === undefined)
    throw new TypeError(`${name}: no pod of the simulation passes ${before} or a point after it`);
  const { part, steps } = described(extension);
  for (const section of ["buckets", "pools"] as const)
    if (name in path[section] && part[section] !== undefined)
      throw new TypeError(`${name}: the path has ${section} of that name already, expected another name`);
  const flows = Object.entries(path.flows).map(([id, flow]): [string, Flow] => [
    id,
    { ...flow, steps: spliced(flow.steps, point, steps) },
  ]);
  return {
    ...path,
    buckets: { ...path.buckets, ...part.buckets },
    pools: { ...path.pools, ...part.pools },
    flows: Object.fromEntries(flows),
  };
}

/** The extension's station, and what a pod does there. */
function described({ name, per, station }: PathExtension): { part: PathPart; steps: readonly FlowStep[] } {
  switch (station.kind) {
    case "token-bucket":
      return {
        part: { buckets: { [name]: { per, rate: station.rate, burst: station.burst } } },
        steps: [{ do: "token", bucket: name, to: name }],
      };
    case "worker-pool":
      return {
        part: { pools: { [name]: { per, workers: station.workers } } },
        steps: [{ do: "hold", pool: name, steps: [{ do: "wait", seconds: station.seconds }] }],
      };
    case "delay":
    case "polling-period":
      // A look that comes right with the pod's arrival finds nothing done: the next one is a period later.
      return { part: {}, steps: [{ do: "wait", seconds: station.seconds }] };
  }
}

/** Every step with those that lie in it, as lists that a change can replace. */
function nested(step: FlowStep, change: (steps: readonly FlowStep[]) => readonly FlowStep[]): FlowStep {
  switch (step.do) {
    case "hold":
    case "permit":
    case "retry":
    case "bring":
    case "crowd":
    case "poll":
    case "each":
      return { ...step, steps: change(step.steps) };
    case "stored":
      return { ...step, steps: change(step.steps), otherwise: change(step.otherwise) };
    case "place":
      return { ...step, otherwise: change(step.otherwise) };
    case "below":
    case "given":
      return {
        ...step,
        steps: change(step.steps),
        ...(step.otherwise === undefined ? {} : { otherwise: change(step.otherwise) }),
      };
    case "on": {
      const nodes = Object.entries(step.nodes).map(([kind, steps]) => [kind, change(steps)] as const);
      return { ...step, nodes: Object.fromEntries(nodes) };
    }
    default:
      return step;
  }
}

function spliced(
  steps: readonly FlowStep[],
  point: PointId,
  added: readonly FlowStep[],
): readonly FlowStep[] {
  return steps.flatMap((step) =>
    step.do === "mark" && step.point === point
      ? [...added, step]
      : [nested(step, (inner) => spliced(inner, point, added))],
  );
}

function marksOf(steps: readonly FlowStep[]): ReadonlySet<string> {
  const found = new Set<string>();
  const look = (inner: readonly FlowStep[]): readonly FlowStep[] => {
    for (const step of inner)
      if (step.do === "mark") found.add(step.point);
      else nested(step, look);
    return inner;
  };
  look(steps);
  return found;
}
