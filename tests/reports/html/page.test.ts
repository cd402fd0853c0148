import { describe, expect, it } from "vitest";
import { renderHtml } from "../../../reports/index.ts";
import { hostile, hostileRun } from "../../support/hostile-run.ts";
import { failedRun, improvedRun } from "../../support/synthetic-runs.ts";

describe("the page of 1,600 pods", async () => {
  const html = await renderHtml(improvedRun(1600));

  it("stays below a megabyte and says that it shows a sample", () => {
    expect(Buffer.byteLength(html)).toBeLessThan(1_000_000);
    expect(html.includes("200 of 1,600 pods, evenly sampled")).toBe(true);
  });

  it("is self-contained: no script, nothing that a browser would fetch", () => {
    expect(html.match(/<(script|iframe|object|embed|img|link(?! rel="icon" href="data:))/i) ?? []).toEqual(
      [],
    );
    expect(html.match(/\b(?:src|srcset|xlink:href|action)="/i) ?? []).toEqual([]);
    expect(html.match(/@import|url\((?!#modelled-S)/i) ?? []).toEqual([]);
    expect(html.match(/\son[a-z]+="/i) ?? []).toEqual([]);
    expect(/http-equiv="Content-Security-Policy" content="default-src [^ ]*none/.test(html)).toBe(true);
  });
});

it("is the same for the same run", async () => {
  expect((await renderHtml(improvedRun(50))) === (await renderHtml(improvedRun(50)))).toBe(true);
});

it("draws nothing for a run without measurements", async () => {
  expect((await renderHtml(failedRun())).includes('role="img"')).toBe(false);
});

it("escapes whatever a rule or a component may write", async () => {
  const html = await renderHtml(hostileRun());
  // Inside a quoted attribute "<" is plain text to every HTML parser.
  const outsideAttributes = html.replaceAll(/="[^"]*"/g, "");
  expect(outsideAttributes.match(/<script|<img/) ?? []).toEqual([]);
  expect(html.match(/href="(?!#|data:,)/) ?? []).toEqual([]);
  expect(outsideAttributes.match(/<\/title>/g)).toHaveLength(1);
  expect(html.includes(hostile.slice(0, 16).replaceAll("<", "&#x3C;"))).toBe(true);
});
