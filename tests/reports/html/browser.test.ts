import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { StoredRun } from "../../../engine/store/stored-run.ts";
import { renderHtml } from "../../../reports/index.ts";
import { launchBrowser, lowContrast } from "../../support/browser.ts";
import { hostile, hostileRun } from "../../support/hostile-run.ts";
import {
  cannotTellRun,
  failedRun,
  improvedRun,
  nothingToTuneRun,
  outsideParametersRun,
} from "../../support/synthetic-runs.ts";
import { realRun, wellAndBadlySeenRun } from "../../support/synthetic-real-run.ts";
import { failedAfterKeptRun, partialRun } from "../../support/synthetic-special-runs.ts";

const runs: Readonly<Record<string, StoredRun>> = {
  improved: improvedRun(400, "400 pods in 20.3 s -> 3.9 s, -81 %"),
  "nothing-to-tune": nothingToTuneRun(),
  "outside-parameters": outsideParametersRun(),
  "cannot-tell": cannotTellRun(),
  failed: failedRun(),
  partial: partialRun(40),
  "failed-late": failedAfterKeptRun(),
  hostile: hostileRun(),
  real: realRun({ nodes: Array.from({ length: 30 }, () => "real-1") }),
  mixed: wellAndBadlySeenRun(),
};

let browser: Browser;
let folder: string;

beforeAll(async () => {
  browser = await launchBrowser();
  folder = await mkdtemp(join(tmpdir(), "columbo-report-"));
  for (const [name, run] of Object.entries(runs))
    await writeFile(join(folder, `${name}.html`), await renderHtml(run));
});

afterAll(async () => {
  await browser.close();
  await rm(folder, { recursive: true });
});

/** Opens a report, hands it to the check, and asserts that nothing but the file itself was asked for. */
async function open(
  name: string,
  check: (page: Page) => Promise<void>,
  options: BrowserContextOptions = {},
): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const url = pathToFileURL(join(folder, `${name}.html`)).href;
  const requested: string[] = [];
  const faults: string[] = [];
  page.on("request", (request) => requested.push(request.url()));
  page.on("console", (message) => faults.push(message.text()));
  page.on("pageerror", (error) => faults.push(error.message));
  await page.goto(url);
  await check(page);
  expect(requested.filter((address) => address !== url && !address.startsWith("data:"))).toEqual([]);
  expect(faults).toEqual([]);
  await context.close();
}

describe.each(Object.keys(runs))("the report of a run that is %s", (name) => {
  it("has one title, headings without a leap, landmarks, a language", async () => {
    await open(name, async (page) => {
      const levels = await page
        .locator("h1, h2, h3")
        .evaluateAll((nodes: { tagName: string }[]) => nodes.map((node) => Number(node.tagName.slice(1))));
      expect(levels.filter((level) => level === 1)).toHaveLength(1);
      expect(levels[0]).toBe(1);
      for (const [index, level] of levels.slice(1).entries())
        expect(level - (levels[index] ?? 0)).toBeLessThanOrEqual(1);
      for (const role of ["banner", "main", "navigation", "contentinfo"] as const)
        expect(await page.getByRole(role).count()).toBe(1);
      expect(await page.locator("html").getAttribute("lang")).toBe("en");
    });
  });

  it.each([360, 1280])("fits a window of %d pixels", async (width) => {
    await open(
      name,
      async (page) => {
        await page.evaluate(
          "for (const details of document.querySelectorAll('details')) details.open = true",
        );
        expect(await page.evaluate<number>("document.documentElement.scrollWidth")).toBeLessThanOrEqual(
          width,
        );
      },
      { viewport: { width, height: 800 } },
    );
  });

  it.each(["light", "dark"] as const)("has enough contrast in its %s theme", async (colorScheme) => {
    await open(
      name,
      async (page) => {
        expect(await page.evaluate<string[]>(lowContrast)).toEqual([]);
      },
      { colorScheme },
    );
  });
});

describe("the report of an improved run", () => {
  it("names its charts and says the same as tables, also with scripts off", async () => {
    await open(
      "improved",
      async (page) => {
        const names = [
          /^Pods by stage over time, before and after on one time scale\. The last pod runs after: before 2.*, after/,
          /^Deployment time by stage: before, predicted .* best case/,
          /^Deployment time of every trial\. Before: .* in 3 trials\. After: .* in 3 trials\.$/,
        ];
        for (const name of names) {
          const chart = page.getByRole("img", { name });
          expect(await chart.count()).toBe(1);
          const figure = page.locator("figure").filter({ has: chart });
          const closed = figure.locator("details:not([open]) > summary");
          if ((await closed.count()) > 0) await closed.click();
          expect(await figure.getByRole("table").count()).toBe(1);
        }
        expect(await page.getByRole("img").count()).toBe(names.length);
        expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe(
          "400 pods in 20.3 s -> 3.9 s, -81 %",
        );
      },
      { javaScriptEnabled: false },
    );
  });

  it("heads every column and every row of its tables", async () => {
    await open("improved", async (page) => {
      expect(await page.locator("th:not([scope])").count()).toBe(0);
      expect(await page.locator("tbody tr:not(:has(> th[scope=row]))").count()).toBe(0);
      expect(await page.getByRole("rowheader", { name: "S5 create pod modelled" }).count()).toBeGreaterThan(
        0,
      );
    });
  });

  it("looks different in the dark, and like the light one on paper", async () => {
    const background = "getComputedStyle(document.body).backgroundColor";
    const shots: Buffer[] = [];
    for (const colorScheme of ["light", "dark"] as const)
      await open("improved", async (page) => void shots.push(await page.screenshot()), { colorScheme });
    expect(shots[0]?.equals(shots[1] ?? Buffer.alloc(0))).toBe(false);
    await open(
      "improved",
      async (page) => {
        await page.emulateMedia({ media: "print", colorScheme: "dark" });
        expect(await page.evaluate(background)).toBe("rgb(255, 255, 255)");
      },
      { colorScheme: "dark" },
    );
  });
});

it("shows every step of a run on real nodes as a table that scrolls in its own box, with scripts off", async () => {
  await open(
    "real",
    async (page) => {
      const steps = page.getByRole("region", { name: /^Every step, over all pods/ });
      expect(await steps.getByRole("row").count()).toBe(27);
      expect(await steps.getByRole("rowheader", { name: "23 volumes are mounted" }).count()).toBe(1);
      const box = await steps.boundingBox();
      expect(box!.x + box!.width).toBeLessThanOrEqual(360);
      expect(await page.locator(".swatch.modelled").count()).toBe(0);
    },
    { javaScriptEnabled: false, viewport: { width: 360, height: 800 } },
  );
});

it("shows hostile text as text", async () => {
  await open("hostile", async (page) => {
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe(hostile);
    expect(await page.locator("script, img").count()).toBe(0);
    expect(await page.title()).toContain("<script>");
  });
});
