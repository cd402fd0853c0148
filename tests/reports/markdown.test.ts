import { describe, expect, it } from "vitest";
import { renderMarkdown } from "../../reports/index.ts";
import { hostileRun } from "../support/hostile-run.ts";
import {
  cannotTellRun,
  failedRun,
  improvedRun,
  nothingToTuneRun,
  outsideParametersRun,
} from "../support/synthetic-runs.ts";

const headings = (text: string): string[] => text.match(/^## .*$/gm) ?? [];

describe("an improved run", () => {
  const text = renderMarkdown(improvedRun(400, "400 pods in 20.3 s -> 3.9 s, -81 %"));

  it("begins with the headline and answers in the order of an operator's questions", () => {
    expect(text.startsWith("# 400 pods in 20.3 s -> 3.9 s, -81 %\n")).toBe(true);
    expect(headings(text)).toEqual([
      "## The change",
      "## Where the time went",
      "## What held it back, and what was tried",
      "## What was ruled out",
      "## What could not be told",
      "## How sure this is",
      "## How it was measured",
    ]);
  });

  it("has the change ready to be applied and to be undone", () => {
    expect(text).toContain('- name: kube-api-qps\n      value: "200"');
    expect(text).toContain('- name: kube-api-qps\n      value: "20"');
    expect(text).toContain("kind: KubeSchedulerConfiguration");
    expect(text).toContain("kube-controller-manager --kube-api-qps=200 --kube-api-burst=60");
  });

  it("has every command that makes the change hold, and those that undo it", () => {
    const upload = "kubeadm init phase upload-config kubeadm --config kubeadm.yaml";
    const restart =
      "mv /etc/kubernetes/manifests/kube-scheduler.yaml /etc/kubernetes/kube-scheduler.yaml\nsleep 20\nmv ";
    const [apply = "", undo = ""] = text.split("**How to undo it**");
    for (const part of [apply, undo.split("\n## ")[0]]) {
      expect(part).toContain("\nkubeadm init phase control-plane controller-manager --config kubeadm.yaml\n");
      expect(part).toContain(restart);
      expect(part).toContain(`\n${upload}\n`);
    }
    expect(apply).toContain("get configmap kubeadm-config");
    expect(apply).toContain("kubeadm init phase control-plane scheduler --config kubeadm.yaml");
    // The manifest names the file before and after an undo: kubeadm would write it as it is.
    expect(undo).not.toContain("kubeadm init phase control-plane scheduler");
  });

  it("says how far from the best the values may be", () => {
    expect(text).toContain(
      "the smallest values whose predicted time is within 3 % of the best that any value reaches",
    );
  });

  it("marks modelled stages wherever it shows them", () => {
    const rows = text.split("\n").filter((line) => /^\| S[56] /.test(line));
    expect(rows.length).toBeGreaterThanOrEqual(2);
    for (const row of rows) expect(row).toContain("modelled");
  });

  it("shows what was rolled back with its reason and its interval", () => {
    expect(text).toMatch(/### 3\. .* _?\*?rolled back/);
    expect(text).toContain("Rolled back: the interval of the difference holds zero.");
    expect(text).toMatch(/difference of the medians .* \(95 % interval .* to .*\)/);
  });

  it("writes tables with as many cells in every row", () => {
    const tables = text.match(/(?:^\|.*\|$\n?)+/gm) ?? [];
    expect(tables.length).toBeGreaterThan(5);
    for (const table of tables) {
      const widths = table
        .trim()
        .split("\n")
        .map((row) => row.split(/(?<!\\)\|/).length);
      expect(new Set(widths).size).toBe(1);
    }
  });

  it("tells how it was measured, and which points are missing", () => {
    expect(text).toContain("Columbo itself added 11 % of the command");
    expect(text).toMatch(/After, `pod-queued` .*missing for 3 pods/);
  });

  it("names no folder of the machine", () => {
    expect(text).not.toContain("/home/");
  });
});

describe("the other verdicts", () => {
  it("a failed run says what failed and what to do, without figures", () => {
    const text = renderMarkdown(failedRun("kube-apiserver exited with code 1, password=hunter2"));
    expect(text).toContain("kube-apiserver exited with code 1");
    expect(text).not.toContain("hunter2");
    expect(text).toContain("`columbo doctor`");
    expect(headings(text)).toEqual(["## What failed, and what to do", "## How it was measured"]);
    expect(text).not.toMatch(/Before|Predicted|median|baseline/);
  });

  it("nothing to tune leaves the configuration as it is", () => {
    const text = renderMarkdown(nothingToTuneRun());
    expect(text).toContain("Leave the configuration as it is.");
    expect(text).toContain("- **Changed: nothing**");
    expect(text).not.toContain("kubeadm.k8s.io");
    expect(text).toContain("About the model: the warm-up was too short");
  });

  it("a cause outside the parameters comes with advice before anything else", () => {
    const text = renderMarkdown(outsideParametersRun());
    expect(headings(text)[0]).toBe("## What to do");
    expect(text).toContain("Give the control plane more cores");
    expect(text).not.toContain("not tried");
  });

  it("cannot tell names the signals that were missing", () => {
    const text = renderMarkdown(cannotTellRun());
    expect(text).toContain("not a clean bill of health");
    expect(text).toContain("for want of `job-controller.tokenWait.total`, `job-controller.qps`.");
  });
});

it("escapes whatever a rule or a component may write", () => {
  const outsideCode = renderMarkdown(hostileRun()).replaceAll(/(`+)[\s\S]*?[^`]\1(?!`)/g, "");
  expect(outsideCode).not.toMatch(/(?<!\\)<(script|img|\/title)/);
  expect(outsideCode).not.toContain("**bold**");
  expect(outsideCode).not.toMatch(/(?<!\\)\[x\]\(/);
});
