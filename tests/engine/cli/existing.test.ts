import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { columbo, startColumbo, workplace } from "../../support/cli.ts";
import { foreignCluster } from "../../support/foreign-cluster.ts";

const experiment = `[infrastructure]
provider = existing

[benchmark]
resource_manager = kubecontrol
application = empty
sleep_time = 60
application_worker_cpu = 0.01
application_worker_memory = 0.01

[columbo]
instances = 40
repeats = 1
warmup = 0
client = api
`;

async function experimentIn(folder: string): Promise<string> {
  const file = join(folder, "there.cfg");
  await writeFile(file, experiment);
  return file;
}

describe("wrong input ends with exit code 2 and one sentence", () => {
  it.each([
    [["diagnose", "--observe-only"], /--observe-only was given without --selector/],
    [["diagnose", "--selector", "a=b"], /--selector and --pods hold for --observe-only only/],
    [["diagnose", "a.cfg", "--verify-after", "run"], /a\.cfg and --verify-after were both named/],
    [["diagnose", "a.cfg", "--observe-only", "--selector", "a=b"], /nothing is deployed with it/],
    [["diagnose", "--observe-only", "--from", "run"], /cannot be used with option/],
    [["diagnose", "--from", "run", "--context", "x"], /'--from <run>' cannot be used with .*--context/],
    [["diagnose", "--verify-after", "/nonexistent"], /plan\.json: no such file/],
    [
      ["diagnose", "--observe-only", "--selector", "a=b", "--kubeconfig", "/nonexistent"],
      /\/nonexistent: the kubeconfig cannot be read \(ENOENT\)/,
    ],
    [["run", "experiments/quickstart.cfg", "--context", "x"], /expected it with provider existing only/],
    [["rbac", "--serviceaccount", "x"], /expected NAMESPACE:NAME/],
  ])("%j", async (argv, sentence) => {
    const { folder, env } = await workplace();
    const { exitCode, stderr } = await columbo([...argv], { env });
    expect(stderr).toMatch(sentence);
    expect(exitCode).toBe(2);
    expect(await readdir(folder)).not.toContain("columbo-runs");
  });
});

test("rbac prints YAML documents for kubectl, and only them", async () => {
  const { stdout, exitCode } = await columbo([
    "rbac",
    "--namespace",
    "load",
    "--serviceaccount",
    "ci:columbo",
    "--full",
  ]);
  expect(exitCode).toBe(0);
  const kinds = parseAllDocuments(stdout).map((document) => (document.toJS() as { kind: string }).kind);
  expect(kinds).toContain("ClusterRoleBinding");
  expect(kinds.filter((kind) => kind === "Role")).toHaveLength(3);
});

test("knowledge signals lists what must not be believed", async () => {
  const { stdout } = await columbo(["knowledge", "signals"]);
  expect(stdout).toContain("kubelet_run_podsandbox_duration_seconds");
});

test("a cluster is measured through flags alone, and a killed run is cleaned up after", async () => {
  const there = await foreignCluster();
  const { folder, env } = await workplace();
  const file = await experimentIn(folder);
  const kubeconfig = await there.grant("user", { full: false });
  const before = await there.objects();
  const done = await columbo(
    ["run", file, "--kubeconfig", kubeconfig, "--json", "--output", join(folder, "runs")],
    { env },
  );
  expect(done.stderr).toMatch(/Cluster: one that is there already/);
  expect(done.exitCode).toBe(0);
  expect(JSON.parse(done.stdout)).toMatchObject({
    provider: "existing",
    kubernetes: there.cluster.kubernetes,
  });
  expect(await there.objects()).toEqual(before);

  const killed = startColumbo(["run", file, "--kubeconfig", kubeconfig], { cwd: folder, env });
  await killed.says("running trial warm-up-single");
  killed.child.kill("SIGKILL");
  await killed.ended;
  expect(await there.objects()).not.toEqual(before);
  const { stdout } = await columbo(["clean", "--json"], { env });
  expect(JSON.parse(stdout)).toMatchObject({ folders: 1, skipped: [] });
  expect(await there.objects()).toEqual(before);
}, 300_000);

test("Ctrl-C ends a watch, and what was seen until then is reported", async () => {
  const there = await foreignCluster();
  const { folder, env } = await workplace();
  const kubeconfig = await there.grant("watcher", { namespace: "columbo", full: false });
  const argv = [
    "diagnose",
    "--observe-only",
    "--selector",
    "app=web",
    "--namespace",
    "columbo",
    "--pods",
    "1000",
  ];
  const watching = startColumbo([...argv, "--kubeconfig", kubeconfig], { cwd: folder, env });
  await watching.says("watching for new pods with app=web");
  const labels = { app: "web" };
  const containers = [{ name: "web", image: "web:1" }];
  const body = { apiVersion: "v1", kind: "Pod", metadata: { name: "web-1", labels }, spec: { containers } };
  await there.api.send("POST", "/api/v1/namespaces/columbo/pods", { body });
  for (let phase = ""; phase !== "Running";) {
    const { body: text } = await there.api.send("GET", "/api/v1/namespaces/columbo/pods/web-1");
    phase = (JSON.parse(text) as { status: { phase: string } }).status.phase;
  }
  // Its watch hears of it no later than a moment after.
  await watching.says("containers running 1/");
  watching.child.kill("SIGINT");
  expect(await watching.ended).toBe(0);
  const [run] = await readdir(join(folder, "columbo-runs"));
  const report = await readFile(join(folder, "columbo-runs", run!, "report.md"), "utf8");
  expect(report).toContain("Columbo deployed nothing and watched a rollout");
}, 120_000);
