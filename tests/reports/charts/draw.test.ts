import { describe, expect, it } from "vitest";
import type { Chart } from "../../../reports/charts/chart.ts";
import { draw } from "../../../reports/charts/draw.ts";

const rects = (svg: string): string[] =>
  [...svg.matchAll(/<path d="(M[^"]*)" fill="(var|url)/g)].map(([, path = ""]) => path);

const gantt: Chart = {
  kind: "gantt",
  noun: "pod",
  end: 20,
  panels: [
    { title: "Before", rows: [[{ stage: "S3", modelled: false, from: 0, to: 20 }]] },
    { title: "After", rows: [[{ stage: "S5", modelled: true, from: 0, to: 5 }]] },
  ],
};

describe("the Gantt chart", () => {
  it("draws all panels on one time scale", async () => {
    const widths = rects(await draw(gantt)).map((path) => Number(/h([\d.]+)/.exec(path)?.[1]));
    expect(widths).toHaveLength(2);
    expect((widths[1] ?? 0) / (widths[0] ?? 1)).toBeCloseTo(0.25, 5);
  });

  it("paints with the page's variables and hatches what is modelled", async () => {
    const svg = await draw(gantt);
    expect(svg).toContain('fill="var(--S3)"');
    expect(svg).toContain('fill="url(#modelled-S5)"');
    expect(svg).toContain('fill="currentColor"');
  });
});

it("stacks the stages of a bar in their order", async () => {
  const svg = await draw({
    kind: "stages",
    bars: [
      {
        title: "Before",
        parts: [
          { stage: "S1", modelled: false, seconds: 1 },
          { stage: "S2", modelled: false, seconds: 2 },
          { stage: "S3", modelled: false, seconds: 1 },
        ],
      },
    ],
  });
  const parts = [...svg.matchAll(/d="M([\d.]+),[\d.]+h([\d.]+)[^"]*" fill="var\(--(S\d)\)/g)];
  expect(parts.map(([, , , stage]) => stage)).toEqual(["S1", "S2", "S3"]);
  const [first, second] = parts.map(([, x, width]) => ({ x: Number(x), width: Number(width) }));
  expect((first?.x ?? 0) + (first?.width ?? 0)).toBeCloseTo(second?.x ?? -1, 5);
});

it("draws a dot for every trial", async () => {
  const svg = await draw({
    kind: "trials",
    groups: [
      { title: "Before", median: 20, trials: [19, 20, 21] },
      { title: "After", median: 4, trials: [4] },
    ],
  });
  expect(svg.match(/fill="var\(--dot\)"/g)).toHaveLength(4);
});
