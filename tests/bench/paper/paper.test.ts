import { median } from "simple-statistics";
import { beforeAll, describe, expect, it } from "vitest";
import { paperBenchmarks, type PaperBenchmarks } from "../../../bench/paper/benchmarks.ts";
import { paperLimits } from "../../../bench/paper/cluster.ts";
import { comparePaper, errorOf, type Compared } from "../../../bench/paper/compare.ts";

describe("the simulation against the paper", () => {
  let benchmarks: PaperBenchmarks;
  let compared: readonly Compared[];
  beforeAll(async () => {
    benchmarks = await paperBenchmarks();
    ({ compared } = comparePaper(benchmarks));
  });
  const errorsOf = (wanted: (one: Compared) => boolean): number[] =>
    compared.filter((one) => !one.isCalibration && wanted(one)).map((one) => Math.abs(errorOf(one)));

  it("has the 28 totals of the 14 cases", () => {
    expect(benchmarks.rows).toHaveLength(14);
    expect(compared).toHaveLength(28);
    expect(benchmarks.rows.find(({ family, workers }) => family === "weak" && workers === 16)).toMatchObject({
      containers: 1600,
      default: 80.93,
      tuned: 16.91,
    });
  });

  it("looks at one total of each family, which is not counted", () => {
    const looked = compared.filter(({ isCalibration }) => isCalibration);
    expect(looked.map(({ row, settings }) => `${row.family} ${row.case} ${settings}`)).toEqual([
      "deploy-method pod default",
      "weak 1 default",
      "strong 1 default",
    ]);
    for (const one of looked) expect(Math.abs(errorOf(one))).toBeLessThan(1);
  });

  it("is within 3 % where a client's limit binds, and within 10 % where the node does, in the median", () => {
    const control = errorsOf(({ binding }) => binding !== "node");
    expect(control.length).toBeGreaterThanOrEqual(6);
    expect(median(control)).toBeLessThan(3);
    expect(median(errorsOf(({ binding }) => binding === "node"))).toBeLessThan(10);
  });

  it("finds weak scaling bound by the clients' limits from 4 workers on, and by the nodes once these are lifted", () => {
    const bindings = (settings: string): string[] =>
      compared
        .filter(({ row, settings: of }) => row.family === "weak" && row.workers >= 4 && of === settings)
        .map(({ binding }) => binding);
    expect(bindings("default")).toEqual(["client limits", "client limits", "client limits"]);
    expect(bindings("tuned")).toEqual(["node", "node", "node"]);
    const weak = errorsOf(
      ({ row, settings }) => row.family === "weak" && row.workers >= 4 && settings === "default",
    );
    expect(Math.max(...weak)).toBeLessThan(3);
  });

  it("raises limits to the number of their objects and lowers none", () => {
    const row = benchmarks.rows.find(({ method }) => method === "container")!;
    const tuned = paperLimits(row, "tuned");
    expect(tuned["kube-controller-manager.kube-api-qps"]).toBe(20);
    expect(tuned["kubelet.kubeAPIQPS"]).toBe(100);
    expect(paperLimits(row, "default")["kubelet.kubeAPIQPS"]).toBe(50);
  });
});
