import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { run } from "../../../provisioners/index.ts";
import { columbo, workplace } from "../../support/cli.ts";
import { smallExperiment } from "../../support/experiments.ts";

const root = join(import.meta.dirname, "../../..");
const quickstart = join(root, "experiments/quickstart.cfg");

describe("help", () => {
  it("shows every command, examples and exit codes", async () => {
    const { exitCode, stdout } = await columbo(["--help"]);
    expect(exitCode).toBe(0);
    for (const command of [
      "diagnose",
      "run",
      "plan",
      "setup",
      "doctor",
      "clean",
      "report",
      "compare",
      "rbac",
      "rules",
      "knowledge",
    ])
      expect(stdout).toMatch(new RegExp(`^  ${command}\\b`, "m"));
    expect(stdout).toContain("columbo diagnose experiments/quickstart.cfg");
    expect(stdout).toMatch(/130 interrupted/);
  });

  it("of a command shows its options", async () => {
    const { exitCode, stdout } = await columbo(["diagnose", "--help"]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("--bin-dir");
  });

  it("loads nothing heavy", async () => {
    const script = `
      import { registerHooks } from "node:module";
      const seen = [];
      registerHooks({ load(url, context, next) { seen.push(url); return next(url, context); } });
      const cli = await import(${JSON.stringify(join(root, "dist/engine/cli/main.js"))});
      await cli.main(["--help"]);
      process.stderr.write(seen.join("\\n"));`;
    const { stderr } = await run(process.execPath, ["--input-type=module", "-e", script], {
      deadlineMs: 20_000,
    });
    const files = stderr.split("\n");
    expect(files.length).toBeGreaterThan(10);
    const packages = files.flatMap((file) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? []);
    expect([...new Set(packages)]).toEqual(["commander"]);
  });
});

describe("wrong input ends with exit code 2 and one sentence", () => {
  it.each([
    [["diagnose", "missing.cfg"], /missing\.cfg: this file does not exist/],
    [["diagnose"], /no experiment was named/],
    [["diagnose", "--repeats", "0", "x.cfg"], /whole number from 1 to 100/],
    [["frobnicate"], /unknown command 'frobnicate'/],
    [
      ["setup", "--nodes", "hollow,imaginary"],
      /--nodes: expected some of kwok, hollow, real, virtual .* got "imaginary"/,
    ],
    [["diagnos"], /Did you mean diagnose/],
    [["report", "/nonexistent"], /plan\.json: no such file/],
    [["diagnose", "--from", "/nonexistent"], /no such file/],
    [
      ["knowledge", "show", "kube-scheduler.clientConnection.qsp"],
      /did you mean kube-scheduler\.clientConnection\.qps\?/,
    ],
    [["rules", "check", "/nonexistent"], /nonexistent/],
  ])("%j", async (argv, sentence) => {
    const { folder, env } = await workplace();
    const { exitCode, stdout, stderr } = await columbo(argv, { cwd: folder, env });
    expect(`${stderr}${stdout}`).toMatch(sentence);
    expect(exitCode).toBe(2);
    expect(stderr).not.toMatch(/^ +at /m);
  });

  it("with all faults of an experiment at once, and nothing is created", async () => {
    const { folder, env } = await workplace();
    const file = join(folder, "bad.cfg");
    await writeFile(file, "[infrastructure]\nprovider = lokal\ncloud_nodes = 0.5\n[columbo]\nrepeat = 3\n");
    const { exitCode, stderr } = await columbo(["diagnose", file], { cwd: folder, env });
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/bad\.cfg:2: .*provider.*lokal/);
    expect(stderr).toMatch(/bad\.cfg:3: .*cloud_nodes.*0\.5/);
    expect(stderr).toMatch(/bad\.cfg:5: .*repeat.*repeats/);
    const { stdout } = await columbo(["clean", "--json"], { env });
    expect(JSON.parse(stdout)).toMatchObject({ clusters: [], processes: 0, folders: 0 });
  });

  it("with file, line and column of a rule file's faults", async () => {
    const { folder, env } = await workplace();
    const rule = await faultyRule(folder);
    const checked = await columbo(["rules", "check", rule], { cwd: folder, env });
    expect(checked.exitCode).toBe(2);
    expect(checked.stdout).toMatch(/mine\.yaml:5:\d+: .*deployment\.secnds.*deployment\.seconds/);
    expect(checked.stdout).toMatch(/mine\.yaml:8:\d+: .*isMoreThan/);
  });

  it("with the faults of an experiment's own rules, before anything is created", async () => {
    const { folder, env } = await workplace();
    await faultyRule(folder);
    const file = await smallExperiment(folder, { columbo: ["rules = rules"] });
    const { exitCode, stderr } = await columbo(["diagnose", file], { cwd: folder, env });
    expect(stderr).toMatch(/^columbo: .*mine\.yaml:\d+:\d+: /);
    expect(stderr).toMatch(/mine\.yaml:5:\d+: .*deployment\.secnds.*deployment\.seconds/);
    expect(stderr).not.toMatch(/Cluster|starting|^ +at /m);
    expect(exitCode).toBe(2);
    expect((await readdir(folder)).sort()).toEqual(["rules", "small.cfg"]);
  });
});

/** Writes `rules/mine.yaml`, which names a fact and an operator that do not exist. */
async function faultyRule(folder: string): Promise<string> {
  const rule = join(folder, "rules", "mine.yaml");
  await mkdir(join(folder, "rules"));
  await writeFile(
    rule,
    [
      "name: mine",
      "cause: mine/own",
      "title: Something of mine",
      "stage: S3",
      "requires: [deployment.secnds]",
      "conditions:",
      "  all:",
      "    - { fact: deployment.seconds, operator: isMoreThan, value: 1 }",
      "advice: Look at it.",
      "",
    ].join("\n"),
  );
  return rule;
}

describe("what is not there yet", () => {
  it("is exit code 3 and says what is", async () => {
    const { folder, env } = await workplace();
    const sample = join(root, "tests/fixtures/continuum-cfg/tests__qemu__05_kuberentes-img.cfg");
    const { exitCode, stderr } = await columbo(["diagnose", sample], { cwd: folder, env });
    expect(stderr).toMatch(/not yet available in Columbo: resource_manager kubernetes/);
    expect(exitCode).toBe(3);
  });
});

describe("output for scripts", () => {
  it("is one JSON value on stdout", async () => {
    const plan = JSON.parse((await columbo(["plan", quickstart, "--json"])).stdout) as { workload: object };
    expect(plan.workload).toMatchObject({ instances: 400, method: "pod" });
    const rules = JSON.parse((await columbo(["rules", "list", "--json"])).stdout) as { cause: string }[];
    expect(rules.map(({ cause }) => cause)).toContain("kube-controller-manager/client-rate-limit");
    const known = JSON.parse((await columbo(["knowledge", "list", "--json"])).stdout) as {
      parameters: object[];
    };
    expect(known.parameters.length).toBeGreaterThanOrEqual(12);
    const findings = JSON.parse((await columbo(["doctor", "--json"])).stdout) as { name: string }[];
    expect(findings.map(({ name }) => name)).toContain("Node.js");
  });

  it("the shipped rules pass their own examples", async () => {
    const { exitCode, stdout } = await columbo(["rules", "check"]);
    expect(stdout).toMatch(/0 faults, 0 examples that came out otherwise/);
    expect(exitCode).toBe(0);
  });
});
