import { describe, expect, it } from "vitest";
import { stages } from "../../../knowledge/index.ts";
import { stageColours } from "../../../reports/charts/theme.ts";
import { contrast, distance, visions } from "../../support/colour.ts";

const pages = { light: "#ffffff", dark: "#16191d" } as const;

describe.each(["light", "dark"] as const)("stage colours on the %s page", (theme) => {
  const colours = stages.map(({ id }) => stageColours[id][theme]);

  it("stand out from the page", () => {
    for (const colour of colours) expect(contrast(colour, pages[theme])).toBeGreaterThanOrEqual(3);
  });

  it.each(Object.entries(visions))("keep apart with %s colour vision", (_name, vision) => {
    for (const [index, a] of colours.entries())
      for (const b of colours.slice(index + 1)) expect(distance(a, b, vision)).toBeGreaterThan(14);
  });
});
