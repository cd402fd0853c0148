import { expect, it } from "vitest";
import { csvOf } from "../../../../engine/store/csv/table.ts";
import { dataframeOf, eventColumns } from "../../../../engine/store/csv/dataframe.ts";
import { realRecord } from "../../../support/synthetic-real-run.ts";
import { realPath } from "../../../support/synthetic-stamps.ts";

const rowsOf = (text: string): readonly (readonly string[])[] =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => line.split(","));

it("has the framework's columns, names and order", () => {
  const [header] = rowsOf(dataframeOf(realRecord({ nodes: ["real-1"] }).timeline));
  expect(header).toEqual([
    "pod",
    "container",
    "kubectl_start (s)",
    "kubectl_parsed (s)",
    "api_workload_arrived (s)",
    "controller_read_workload (s)",
    "controller_unpacked_workload (s)",
    "api_pod_created (s)",
    "scheduler_read_pod (s)",
    "scheduled_pod (s)",
    "kubelet_pod_received (s)",
    "kubelet_created_cgroup (s)",
    "kubelet_mounted_volume (s)",
    "kubelet_applied_sandbox (s)",
    "kubelet_created_container (s)",
    "started_application (s)",
  ]);
  expect(eventColumns).toHaveLength(14);
});

it("has a row for each container, sorted by the last column, each without a step back", () => {
  const { timeline } = realRecord({ nodes: ["real-1", "real-1", "real-1"] });
  const shuffled = { ...timeline, containers: timeline.containers.toReversed() };
  const [, ...rows] = rowsOf(dataframeOf(shuffled));
  expect(rows.map(([pod]) => pod)).toEqual(["baseline-1-0", "baseline-1-1", "baseline-1-2"]);
  for (const row of rows) {
    const times = row.slice(2).map(Number);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  }
  expect(rows[0]!.slice(2, 5).map(Number)).toEqual([0, 0.095, 0.1]);
  expect(rows[0]!.slice(-3).map(Number)).toEqual([0.533, 0.56, 0.605]);
});

it("leaves empty what nobody saw, and takes the Job's unpacking where no turn is known", () => {
  const { "pod-turn": _turn, "cgroup-created": _cgroup, "volumes-mounted": _volumes, ...times } = realPath;
  const [, row] = rowsOf(dataframeOf(realRecord({ nodes: ["real-1"], times }).timeline));
  expect(row!.slice(6, 7)).toEqual(["0.106"]);
  expect(row!.slice(11, 13)).toEqual(["", ""]);
  const [, onKwok] = rowsOf(dataframeOf(realRecord({ nodes: ["kwok-1"] }).timeline));
  expect(onKwok!.slice(11)).toEqual(["", "", expect.stringMatching(/^0\.5/), "", "1.1"]);
});

it("quotes as RFC 4180 has it", () => {
  expect(
    csvOf(
      ["a,b", "c"],
      [
        ['say "x"', undefined],
        ["line\nbreak", 1.5],
      ],
    ),
  ).toBe('"a,b",c\n"say ""x""",\n"line\nbreak",1.5\n');
});
