import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { parseExperiment } from "../../experiments/index.ts";
import { cfg, faultsOf, imageBase, localBase, parse, refusalOf, warningsOf } from "./support.ts";

describe("faults", () => {
  test("all of a file at once, in the order of its lines, as one message", () => {
    const text = cfg(localBase, {
      "infrastructure.cloud_nodes": "many",
      "infrastructure.cloud_quota": "1.5",
      "benchmark.kube_deployment": "pods",
      "columbo.repeats": "0",
      "kubernetes.kube-scheduler.parallelism": "0",
    });
    const refusal = refusalOf(text);
    expect(refusal.exitCode).toBe(2);
    expect(refusal.message.split("\n")).toEqual([
      'a.cfg:3: [infrastructure] cloud_nodes: expected a whole number >= 0, got "many"',
      'a.cfg:6: [infrastructure] cloud_quota: expected a number from 0.1 to 1, got "1.5"',
      'a.cfg:14: [benchmark] kube_deployment: expected one of pod, container, file, call, got "pods", did you mean "pod"?',
      'a.cfg:16: [columbo] repeats: expected a whole number >= 1, got "0"',
      expect.stringMatching(
        /^a\.cfg:18: \[kubernetes\] kube-scheduler\.parallelism: expected a whole number from 1/,
      ),
    ]);
  });

  test("those of the syntax too", () => {
    expect(
      faultsOf(`${cfg(localBase, { "infrastructure.cloud_cores": "0" })}nonsense\n[infrastructure]\n`),
    ).toEqual([
      'a.cfg:4: [infrastructure] cloud_cores: expected a whole number >= 1, got "0"',
      'a.cfg:14: [benchmark]: expected "key = value", got "nonsense"',
      "a.cfg:15: [infrastructure]: this section is there twice, first in line 1",
    ]);
  });

  test("missing sections and options, with the line that was probably meant", () => {
    expect(faultsOf("[columbo]\n")).toEqual([
      "a.cfg: the section [infrastructure] is missing: every experiment has one",
      "a.cfg: the section [benchmark] is missing: or infra_only = true in [infrastructure]",
    ]);
    const text = cfg(localBase, { "infrastructure.provider": undefined, "infrastructure.provder": "local" });
    expect(faultsOf(text)).toEqual([
      'a.cfg:1: [infrastructure] provider: missing, expected one of qemu, gcp, aws, baremetal, local, simulated, existing; is "provder" in line 6 meant?',
    ]);
    expect(faultsOf(cfg(localBase, { "infrastructure.cloud_cores": "" }))).toEqual([
      "a.cfg:4: [infrastructure] cloud_cores: missing, expected because cloud_nodes is 3",
    ]);
  });

  test("a broken line is not reported a second time as missing", () => {
    expect(faultsOf(cfg(localBase).replace("provider = local", "provider local"))).toHaveLength(1);
    expect(faultsOf(cfg(localBase).replace("[benchmark]", "[benchmark"))[0]).toMatch(
      /expected a closing bracket/,
    );
  });

  test.each([
    ["10 # ten", "comments are not allowed behind a value: put it on a line of its own"],
    ["10; ten", "comments are not allowed behind a value"],
    ['"10"', "quotes are part of a value: leave them out"],
    ["10\n  sleep = 5", "line 14 is indented and therefore continues this value"],
    ["%d", '"%" stands alone'],
    ["%(nowhere)s", "names no option of this section"],
  ])("sleep_time = %j says what to do", (value, advice) => {
    const [only, ...others] = faultsOf(
      cfg(localBase, { "benchmark.sleep_time": undefined, "benchmark.SLEEP_TIME": value }),
    );
    expect(only).toContain(advice);
    expect(others).toEqual([]);
  });

  test.each([
    ["provider", "locl", 'did you mean "local"?'],
    ["provider", "qemu # local", "comments are not allowed"],
    ["prefixIP", "10.0", "expected two whole numbers from 1 to 254"],
    ["prefixIP", "10", "expected two whole numbers from 1 to 254"],
    ["middleIP", "255", "from 1 to 254"],
    ["cloud_quota", "nan", "from 0.1 to 1"],
    ["edge_cores", "0", "expected a whole number >= 1"],
    ["cpu_pin", "enable", "expected yes/no"],
    ["external_physical_machines", ", ,", "names separated by commas"],
  ])("%s = %s", (key, value, part) => {
    expect(faultsOf(cfg(localBase, { [`infrastructure.${key}`]: value }))).toEqual([
      expect.stringContaining(part),
    ]);
  });

  test.each(["sleep_time", "kube_deployment", "columbo.time_budget", "local.nodes"])(
    "a long run of blanks in %s is refused without ado",
    (key) => {
      const path = key.includes(".") ? key : `benchmark.${key}`;
      expect(faultsOf(cfg(localBase, { [path]: `1${" ".repeat(60_000)}x` }))).toHaveLength(1);
    },
  );

  test("a large file of unknown options is read to its end", () => {
    const many = Array.from({ length: 80_000 }, (_, index) => `key${String(index)} = 1`).join("\n");
    expect(warningsOf(`${cfg(localBase)}${many}\n`)).toHaveLength(80_000);
  });

  test("values are cut and control characters escaped", () => {
    const [fault] = faultsOf(cfg(localBase, { "benchmark.sleep_time": `\u001b[31m${"x".repeat(500)}` }));
    expect(fault).toContain(String.raw`got "\u001b[31mxxx`);
    expect(fault!.length).toBeLessThan(200);
  });
});

describe("warnings", () => {
  test("what Continuum passes over in silence", () => {
    const text = cfg(imageBase, {
      "infrastructure.cloud_core": "4",
      "infrastructure.gcp_region": "x",
      "infrastructure.edge_throughput": "50%",
      "benchmark.kube_deployment": "call",
      "benchmark.colour": "red",
      "benchmrk.a": "1",
    });
    expect(warningsOf(text)).toEqual([
      'a.cfg:11: [infrastructure] cloud_core: unknown option, not read, did you mean "cloud_cores"?',
      "a.cfg:12: [infrastructure] gcp_region: not read: it counts only with provider = gcp",
      "a.cfg:13: [infrastructure] edge_throughput: not read: it counts only with network_emulation = true",
      "a.cfg:18: [benchmark] kube_deployment: not read: it counts only with resource_manager = kubecontrol or resource_manager = kube_kata",
      "a.cfg:19: [benchmark] colour: unknown option, not read",
      'a.cfg:20: [benchmrk]: unknown section, not read, did you mean "benchmark"?',
    ]);
  });

  test("free text keeps all that stands in its line", () => {
    const { experiment, warnings } = parse(
      cfg(imageBase, { "infrastructure.base_path": "/data # the disk" }),
    );
    expect(experiment.infrastructure.base_path).toBe("/data # the disk");
    expect(warnings).toHaveLength(1);
    const swallowed = parse(cfg(imageBase, { "infrastructure.base_path": "/data\n  cpu_pin = yes" }));
    expect(swallowed.experiment.infrastructure).toMatchObject({
      base_path: "/data\ncpu_pin = yes",
      cpu_pin: false,
    });
    expect(swallowed.warnings[0]!.text).toContain("line 12 is indented");
  });

  test("a secret is not repeated", () => {
    const text = cfg(imageBase, {
      "infrastructure.provider": "aws",
      "infrastructure.aws_cloud": '"m"',
      "infrastructure.aws_endpoint": '"m"',
      "infrastructure.aws_secret_access_keys": "s3cret # mine",
    });
    expect(warningsOf(text).join("\n")).not.toContain("s3cret");
    expect(warningsOf(text)).toContainEqual(
      expect.stringContaining("aws_region: blank: needed to run, not to plan"),
    );
  });

  test("come with a refusal as well", () => {
    const refusal = refusalOf(cfg(localBase, { "benchmark.colour": "red", "benchmark.sleep_time": "0" }));
    expect(refusal.warnings).toHaveLength(1);
  });
});

describe("values", () => {
  test.each([
    ["~", "/home/someone"],
    ["~/runs/", "/home/someone/runs"],
    ["/", ""],
    ["~other/x", "~other/x"],
    ["", "/home/someone"],
  ])("base_path = %s", (text, path) => {
    expect(
      parse(cfg(imageBase, { "infrastructure.base_path": text })).experiment.infrastructure.base_path,
    ).toBe(path);
  });

  test("the blanks of a list stay", () => {
    const { infrastructure } = parse(
      cfg(imageBase, { "infrastructure.external_physical_machines": "a@b, c@d," }),
    ).experiment;
    expect(infrastructure.external_physical_machines).toEqual(["a@b", " c@d"]);
  });

  test("[DEFAULT] and references supply values", () => {
    const text = cfg(localBase, {
      "DEFAULT.nap": "7",
      "DEFAULT.other": "x",
      "benchmark.sleep_time": "%(NAP)s0",
    });
    const { experiment, warnings } = parse(text);
    expect(experiment.application).toEqual({ name: "empty", sleep_time: 70 });
    expect(warnings.map(({ key }) => key)).toEqual(["other"]);
    const inherited = cfg(localBase, { "DEFAULT.sleep_time": "8", "benchmark.sleep_time": undefined });
    expect(parse(inherited).experiment.application).toEqual({ name: "empty", sleep_time: 8 });
  });

  test("without [benchmark] when only machines are wanted, and then it is not even checked", () => {
    const only = { "infrastructure.infra_only": "true" };
    const { experiment } = parse(cfg({ infrastructure: imageBase.infrastructure! }, only));
    expect(experiment).toMatchObject({
      benchmark: undefined,
      derived: { controlNodes: 0, workers: 3, instances: 0 },
    });
    expect(warningsOf(cfg(imageBase, { ...only, "benchmark.resource_manager": "%" }))).toEqual([
      "a.cfg:12: [benchmark]: this section is not read, since infra_only is true",
    ]);
    expect(faultsOf(cfg(imageBase, { ...only, "execution_model.model": "knative" }))).toEqual([
      'a.cfg:17: [execution_model] model: expected openfaas, got "knative"',
    ]);
  });

  test("CRLF makes no difference", () => {
    expect(parse(cfg(localBase).replaceAll("\n", "\r\n"))).toEqual(parse(cfg(localBase)));
  });

  property.prop([fc.integer({ min: 2, max: 5000 }), fc.integer({ min: 1, max: 80 })])(
    "instances are workers times applications per worker",
    (nodes, each) => {
      const text = cfg(localBase, {
        "infrastructure.cloud_nodes": String(nodes),
        "benchmark.applications_per_worker": String(each),
      });
      const { derived } = parseExperiment(text, "a.cfg").experiment;
      expect(derived).toEqual({
        mode: "cloud",
        controlNodes: 1,
        workers: nodes - 1,
        instances: (nodes - 1) * each,
        endpointsPerWorker: 0,
      });
    },
  );
});
