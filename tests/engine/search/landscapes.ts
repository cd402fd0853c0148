import type { Evaluate } from "../../../engine/search/trace.ts";
import type { Mechanism, Parameter, Setting } from "../../../knowledge/index.ts";

/** A parameter of the test's own, as somebody might add one. */
export function parameter(id: string, mechanism: Mechanism, over: Partial<Parameter> = {}): Parameter {
  return {
    id,
    component: "kube-controller-manager",
    title: id,
    type: "integer",
    unit: "",
    defaults: [],
    range: { min: 1, max: 10_000 },
    stages: ["S3"],
    mechanism,
    formula: "",
    goesWith: [],
    set: { by: "flag", flag: id },
    kubeadm: "",
    restart: "none",
    risk: "",
    source: "",
    ...over,
  };
}

/** The rate and the burst of a token bucket. */
export function bucket(name: string): readonly [Parameter, Parameter] {
  const [rate, burst] = [`${name}.qps`, `${name}.burst`];
  return [
    parameter(
      rate,
      { kind: "side-bucket", bucket: name, role: "rate" },
      { type: "number", goesWith: [burst] },
    ),
    parameter(
      burst,
      { kind: "side-bucket", bucket: name, role: "burst" },
      {
        goesWith: [rate],
        range: { min: 1, max: 100_000 },
      },
    ),
  ];
}

/** A landscape given as a formula over values, with how often it was asked. */
export function landscape(
  now: Readonly<Record<string, number>>,
  secondsOf: (value: (id: string) => number) => number,
): Evaluate & { readonly asked: () => number } {
  let asked = 0;
  const evaluate = (changes: readonly Setting[]): { seconds: number } => {
    asked += 1;
    const values = { ...now };
    for (const { parameter: id, value } of changes) values[id] = Number(value);
    return { seconds: secondsOf((id) => values[id] ?? Number.NaN) };
  };
  return Object.assign(evaluate, { asked: () => asked });
}

/**
 * Seconds until all pods have run on a processor that they share, when a token bucket lets them come and each one is the
 * more work the more others are there. Advanced from event to event.
 */
export function contended(
  { pods, cores, work, contention }: { pods: number; cores: number; work: number; contention: number },
  rate: number,
  burst: number,
): number {
  const arrivals = Array.from({ length: pods }, (_, index) => Math.max(0, (index + 1 - burst) / rate));
  let left: number[] = [];
  let time = 0;
  let next = 0;
  while (next < pods || left.length > 0) {
    const speed = Math.min(1, cores / left.length) / (1 + contention * (left.length - 1));
    const done = left.length === 0 ? Infinity : time + Math.min(...left) / speed;
    const until = Math.min(done, arrivals[next] ?? Infinity);
    left = left.map((rest) => rest - (until - time) * speed).filter((rest) => rest > 1e-9);
    time = until;
    while (next < pods && (arrivals[next] as number) <= time) {
      left.push(work);
      next += 1;
    }
  }
  return time;
}
