import { readdirSync, readFileSync } from "node:fs";
import { parse as parseIni } from "ini";
import { describe, expect, test } from "vitest";
import { loadExperiment, NotYetAvailableError, planOf } from "../../experiments/index.ts";
import { refusalOf } from "./support.ts";

const folder = new URL("../fixtures/continuum-cfg/", import.meta.url);
const samples = readdirSync(folder).filter((name) => name.endsWith(".cfg"));
const path = (name: string): string => new URL(name, folder).pathname;

/** What Continuum refuses rightly, with the number of faults in each file. */
const refused: Record<string, number> = {
  "template.cfg": 38,
  "model__local.cfg": 6,
  "observability__cloud2endpoint4_openfaas_observe.cfg": 1,
  "experiment_large_deployments__edge_small.cfg": 3,
};

/** Files that are worth a warning, by the options warned of. */
const warned: Record<string, string[]> = {
  "bench_cloud_terraform.cfg": ["gcp_region", "gcp_zone", "gcp_project", "gcp_credentials"],
  "tests__gcp__06_kubeedge-img.cfg": ["gcp_region", "gcp_zone", "gcp_project", "gcp_credentials"],
  "experiment_control__microbenchmark__gcp__versions__v1230.cfg": [
    "gcp_region",
    "gcp_zone",
    "gcp_project",
    "gcp_credentials",
    "application_worker_memory",
  ],
  "experiment_kata__3_resource_usage__a_memory__runc.cfg": ["runtime"],
  "tests__qemu__04_infraonly-all.cfg": ["[benchmark]"],
  // They have other hosts and no bridge that these share.
  "experiment_control__microbenchmark__qemu__nodes__node_4.cfg": ["bridge"],
  "tests__qemu__10_kubernetes-openfaas.cfg": ["bridge"],
};

/** Mode, control nodes, workers, instances, endpoints per worker. */
const derived: Record<string, [string, number, number, number, number]> = {
  "baremetal.cfg": ["cloud", 0, 1, 1, 1],
  "bench_cloud.cfg": ["cloud", 1, 1, 1, 1],
  "bench_edge.cfg": ["edge", 1, 1, 1, 1],
  "bench_endpoint.cfg": ["endpoint", 0, 0, 0, 0],
  "experiment_control__microbenchmark__qemu__nodes__node_4.cfg": ["cloud", 1, 4, 400, 0],
  "experiment_kata__1_startup_performance__weak_scalability__node_2_kata_fc.cfg": ["cloud", 1, 2, 50, 0],
  "experiment_latency_variation__cloud_50ms_cpu200.cfg": ["cloud", 1, 1, 1, 4],
  "infra_only.cfg": ["edge", 0, 2, 0, 0],
  "tests__aws__01_infraonly-cloud.cfg": ["cloud", 1, 1, 0, 0],
  "tests__qemu__07_mist-img.cfg": ["edge", 0, 2, 2, 2],
  "tests__qemu__10_kubernetes-openfaas.cfg": ["cloud", 1, 2, 2, 2],
};

/** Those of a provider, resource manager and application that Columbo has. */
const measurable = new Set([
  "experiment_control__microbenchmark__qemu__deployment__call_100.cfg",
  "experiment_control__microbenchmark__qemu__deployment__container_100.cfg",
  "experiment_control__microbenchmark__qemu__deployment__file_100.cfg",
  "experiment_control__microbenchmark__qemu__nodes__node_4.cfg",
  "experiment_control__microbenchmark__qemu__pods_per_node__pod_100.cfg",
]);

describe("Continuum's files", () => {
  test("are all there", () => {
    expect(samples).toHaveLength(36);
  });

  test.each(samples.filter((name) => !(name in refused)))("%s is accepted with its values", async (name) => {
    const { experiment, warnings } = await loadExperiment(path(name));
    const subjects = warnings.map(({ key, section }) => key ?? `[${section ?? ""}]`);
    expect(subjects).toEqual(warned[name] ?? []);

    const parts = [
      experiment.infrastructure,
      experiment.network,
      experiment.provider,
      experiment.benchmark,
      experiment.resourceManager,
      experiment.application,
    ];
    const values = Object.fromEntries(parts.flatMap((part) => Object.entries(part ?? {}))) as Record<
      string,
      unknown
    >;
    const sections = parseIni(readFileSync(path(name), "utf8")) as Record<string, Record<string, string>>;
    const given = { ...sections.infrastructure, ...(experiment.benchmark && sections.benchmark) };
    for (const [key, text] of Object.entries(given)) {
      // gcp's values keep their quotes; blank ones and those that are not read were warned of.
      if (subjects.includes(key)) continue;
      expect(String(values[key]).replaceAll('"', "").toLowerCase(), key).toBe(plain(values[key], text));
    }
    if (name in derived) expect(Object.values(experiment.derived)).toEqual(derived[name]);
    expect(JSON.parse(JSON.stringify(experiment))).toMatchObject({ derived: experiment.derived });
    if (measurable.has(name)) expect(planOf(experiment).continuum?.control).toBe(true);
    else expect(() => planOf(experiment)).toThrow(NotYetAvailableError);
  });

  test.each(Object.entries(refused))("%s is refused with all its %i faults", (name, faults) => {
    expect(refusalOf(readFileSync(path(name), "utf8")).faults).toHaveLength(faults);
  });
});

/** The text of the file in the form that the value has as a text. */
function plain(value: unknown, text: string): string {
  if (typeof value === "number") return String(Number(text));
  return text.replaceAll('"', "").toLowerCase();
}

describe("presets and computed defaults", () => {
  test("links follow the preset unless a value is given", async () => {
    const { experiment } = await loadExperiment(path("experiment_latency_variation__cloud_50ms_cpu200.cfg"));
    expect(experiment.network).toMatchObject({
      wireless_network_preset: "4g",
      cloud_latency_avg: 0,
      cloud_throughput: 1000,
      edge_latency_avg: 7.5,
      cloud_endpoint_latency_avg: 50,
      cloud_endpoint_latency_var: 5,
      cloud_endpoint_throughput: 7.21,
      edge_endpoint_latency_avg: 7.5,
    });
  });

  test("requests follow the tier of the mode", async () => {
    const edge = (await loadExperiment(path("tests__qemu__06_kubeedge-img.cfg"))).experiment;
    expect(edge.benchmark?.application_worker_cpu).toBe(edge.infrastructure.edge_cores - 0.5);
    expect(edge.benchmark?.application_worker_memory).toBe(edge.infrastructure.edge_memory - 0.5);
    const endpoint = (await loadExperiment(path("bench_endpoint.cfg"))).experiment;
    expect(endpoint.benchmark).toMatchObject({
      application_worker_cpu: 0,
      application_worker_memory: 0,
      application_endpoint_cpu: 1,
      application_endpoint_memory: 1,
      applications_per_worker: 1,
    });
  });
});
