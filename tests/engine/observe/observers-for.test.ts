import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { ObservedTrial } from "../../../engine/observe/observer.ts";
import { observersFor } from "../../../engine/observe/observers-for.ts";
import { tolerant, type Source } from "../../../engine/observe/sources.ts";
import { onlyUnseen } from "../../../engine/observe/unseen.ts";
import type { NodeKind, ObservationLevel } from "../../../experiments/index.ts";
import { points, steps } from "../../../knowledge/index.ts";
import type { Cluster } from "../../../provisioners/index.ts";
import { smallPlan } from "../../support/local-cluster.ts";

const cluster = (kinds: readonly NodeKind[], more: object = {}): Cluster =>
  ({
    nodes: kinds.map((kind, index) => ({ name: `n-${index}`, kind })),
    logs: [],
    endpoints: [],
    identity: {},
    ...more,
  }) as unknown as Cluster;

function namesOf(kinds: readonly NodeKind[], observe: ObservationLevel): readonly string[] {
  const of = cluster(kinds);
  const { others } = observersFor(of, smallPlan({ observe }));
  return others.map((make) => make({ cluster: of } as unknown as ObservedTrial).name);
}

test("the client's clock alone needs the pods and nobody else", () => {
  expect(namesOf(["real"], "clock")).toEqual([]);
});

test("sources of what the nodes do not have are left out", () => {
  expect(namesOf(["kwok"], "all")).not.toContain("kubelet log");
  expect(namesOf(["hollow"], "all")).toContain("kubelet log");
  expect(namesOf(["hollow"], "all")).not.toContain("containerd log");
  expect(namesOf(["kwok", "real"], "default")).toEqual(
    expect.arrayContaining(["kubelet log", "container log", "event names"]),
  );
  expect(namesOf(["kwok", "real"], "default")).not.toContain("containerd log");
  expect(namesOf(["kwok", "real"], "all")).toContain("containerd log");
});

/** The cells of a table of docs/architecture.md, whose first row begins with this column. */
function documented(column: string): readonly (readonly string[])[] {
  const path = new URL("../../../docs/architecture.md", import.meta.url);
  const lines = readFileSync(path, "utf8").split("\n");
  const head = lines.findIndex((line) => new RegExp(`^\\| ${column} +\\|`).test(line));
  const end = lines.findIndex((line, index) => index > head && !line.startsWith("|"));
  return lines.slice(head + 2, end).map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

test("the architecture's table has all observers in the order in which they are believed", () => {
  expect(documented("observer").map(([name]) => name)).toEqual([
    ...namesOf(["kwok", "hollow", "real", "existing"], "all"),
    "pod watch",
  ]);
});

test("the architecture's table has all points with their stages and signals", () => {
  const stageOf = new Map(steps.map(({ to, stage }) => [to, stage ?? "after"]));
  expect(documented("stage")).toEqual(
    points.map(({ id, scope, only = "", meaning, signal }) => [
      stageOf.get(id) ?? "S1",
      `\`${id}\``,
      scope,
      only,
      meaning,
      signal,
    ]),
  );
});

test("a cluster without logs and rights gives what it has, and the rest is named with the right that is missing", async () => {
  const right = {
    verb: "list",
    resource: "events",
    namespace: "x",
    allowed: false,
    purpose: "names of events",
  };
  const of = cluster(["existing"], { rights: [right] });
  const { others } = observersFor(of, smallPlan());
  const trial = { cluster: of, trial: "t" } as unknown as ObservedTrial;
  const dumb = others
    .map((make) => make(trial))
    .filter(({ name }) => /log$|event names/.test(name) && name !== "container log");
  await Promise.all(dumb.map((observer) => observer.begin()));
  const unseen = (await Promise.all(dumb.map((observer) => observer.end([])))).flatMap(
    (seen) => seen.unseen ?? [],
  );
  expect(unseen.map(({ source, why }) => `${source}: ${why}`)).toEqual([
    "audit log: the cluster gives no access to the audit log",
    "kube-controller-manager log: the cluster gives no access to the kube-controller-manager log",
    "kube-scheduler log: the cluster gives no access to the kube-scheduler log",
    "event names: Columbo may not list events",
    "kubelet log: the cluster gives no access to the kubelet log",
  ]);
  expect(unseen[3]!.rights).toEqual([{ verb: "list", resource: "events", namespace: "x" }]);
  expect(unseen[2]!.points).toEqual(["pod-queued", "pod-scheduling", "pod-binding"]);
});

test("a source that breaks does not break the trial, but has its say at the end", async () => {
  let ended = 0;
  const source: Source = {
    name: "s",
    points: ["pod-queued"],
    absence: () => undefined,
    observe: ({ broken }) => ({
      name: "s",
      begin: () => {
        broken(new Error("the watch ended"));
        return Promise.resolve();
      },
      end: () => {
        ended += 1;
        return Promise.reject(new Error("and more"));
      },
    }),
  };
  const observer = tolerant(source)({
    cluster: cluster([]),
    broken: expect.unreachable,
  } as unknown as ObservedTrial);
  await observer.begin();
  expect(await observer.end()).toEqual({
    unseen: [{ source: "s", points: ["pod-queued"], why: "the watch ended" }],
  });
  expect(ended).toBe(1);
});

test("an unseen source is only answerable for what nobody else showed", () => {
  const stamp = { point: "pod-queued", pod: "p", at: 1, source: "o", precision: 1 } as const;
  const seen = onlyUnseen([
    { unseen: [{ source: "s", why: "w", points: ["pod-queued", "pod-scheduling"] }] },
    { stamps: [stamp] },
  ]);
  expect(seen[0]!.unseen![0]!.points).toEqual(["pod-scheduling"]);
});
