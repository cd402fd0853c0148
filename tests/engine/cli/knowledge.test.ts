import { describe, expect, it, onTestFinished, vi } from "vitest";
import { knowledgeCommand } from "../../../engine/cli/commands/knowledge.ts";
import { WrongInput } from "../../../engine/cli/wrong-input.ts";
import { constants, parameters, stages, verifiedKubernetes } from "../../../knowledge/index.ts";

/** What `columbo knowledge` with these words prints. */
async function printed(...words: readonly string[]): Promise<string> {
  let text = "";
  const write = vi.spyOn(process.stdout, "write").mockImplementation((chunk) => {
    text += String(chunk);
    return true;
  });
  onTestFinished(() => {
    write.mockRestore();
  });
  await knowledgeCommand().parseAsync(words, { from: "user" });
  write.mockRestore();
  return text;
}

async function json<T>(...words: readonly string[]): Promise<T> {
  return JSON.parse(await printed(...words, "--json")) as T;
}

/** The one sentence with which these words are refused. */
async function refusal(...words: readonly string[]): Promise<string> {
  const answer: unknown = await knowledgeCommand()
    .parseAsync(words, { from: "user" })
    .catch((error: unknown) => error);
  expect(answer).toBeInstanceOf(WrongInput);
  expect((answer as WrongInput).exitCode).toBe(2);
  expect((answer as WrongInput).message).not.toContain("\n");
  return (answer as WrongInput).message;
}

interface Listed {
  readonly parameters: readonly { readonly id: string; readonly component: string }[];
  readonly constants: readonly { readonly id: string }[];
  readonly entries?: readonly { readonly id: string; readonly kind: string }[];
}

const span = "expected a version from v1.29.6 to v1.37.2, whose defaults are known, got";

describe("versions", () => {
  it.each(["v0.9.0", "banana", "v1.28.0", "v1.99.0", ""])(
    "%j is refused in one sentence",
    async (version) => {
      for (const words of [["list"], ["show", "kube-scheduler.parallelism"], ["search", "qps"], ["stages"]])
        expect(await refusal(...words, "--kubernetes", version)).toBe(`--kubernetes: ${span} "${version}"`);
    },
  );

  it("of a diff are refused alike", async () => {
    expect(await refusal("diff", "v1.28..v1.34")).toBe(`v1.28..v1.34: ${span} "v1.28"`);
    expect(await refusal("diff", "v1.29..v1.99")).toBe(`v1.29..v1.99: ${span} "v1.99"`);
    for (const text of ["v1.29", "..", "v1.29..", "..v1.34", "v1.29-v1.34"])
      expect(await refusal("diff", text)).toContain("expected two versions such as v1.29..v1.34");
  });

  it("may be a minor one alone, and stand for its release", async () => {
    const { kubernetes } = await json<{ kubernetes: string }>(
      "show",
      "kubelet.maxPods",
      "--kubernetes",
      "1.30",
    );
    expect(kubernetes).toBe("v1.30.14");
  });
});

describe("list", () => {
  it("shows what bounds a deployment, of a version that has it", async () => {
    const now = await json<Listed>("list");
    expect(now.entries).toBeUndefined();
    expect(now.constants).toHaveLength(constants.length);
    expect(now.parameters.length).toBeGreaterThan(60);
    const before = await json<Listed>("list", "--kubernetes", "v1.29");
    const has = ({ parameters: listed }: Listed, id: string) => listed.some((one) => one.id === id);
    expect(has(now, "kube-controller-manager.concurrent-daemonset-syncs")).toBe(true);
    expect(has(before, "kube-controller-manager.concurrent-daemonset-syncs")).toBe(false);
  });

  it("takes one component and one kind", async () => {
    const ofScheduler = await json<Listed>("list", "--component", "kube-scheduler", "--kind", "field");
    expect(ofScheduler.constants).toEqual([]);
    expect(ofScheduler.parameters.map(({ id }) => id)).toContain("kube-scheduler.clientConnection.qps");
    for (const { component } of ofScheduler.parameters) expect(component).toBe("kube-scheduler");
    const fixed = await json<Listed>("list", "--kind", "constant");
    expect(fixed.parameters).toEqual([]);
    expect(fixed.constants.map(({ id }) => id)).toContain("kube-scheduler.ScheduleOne");
  });

  it("with --all adds everything that Kubernetes has, nothing twice", async () => {
    const all = await json<Listed>("list", "--all");
    expect(all.entries?.length).toBeGreaterThan(1900);
    const ids = [...all.parameters, ...(all.entries ?? [])].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const gates = await json<Listed>("list", "--all", "--kind", "gate", "--component", "kubernetes");
    expect(gates.entries?.every(({ kind }) => kind === "gate")).toBe(true);
    const table = await printed("list", "--all", "--component", "kubelet", "--kind", "field");
    expect(table).toMatch(/^kubelet\.evictionPressureTransitionPeriod +5m0s +\S/m);
    expect(table).toMatch(/^kubelet\.kubeAPIQPS +50 requests\/s +S5 +token-bucket /m);
  });

  it.each([
    [["--component", "kubelt"], /^--component: expected one of .*, got "kubelt"; did you mean kubelet\?$/],
    [["--kind", "gates"], /^--kind: expected one of flag, .*, got "gates"; did you mean gate\?$/],
    [["--kind", ""], /^--kind: expected one of flag, .*, got ""$/],
    [["--component", "kubernetes"], /^--component: expected one of/],
  ])("%j is refused", async (options, sentence) => {
    expect(await refusal("list", ...options)).toMatch(sentence);
  });
});

describe("show", () => {
  it("says everything of a parameter, with Kubernetes' own words", async () => {
    const text = await printed("show", "kube-controller-manager.kube-api-qps");
    for (const part of [
      /^default in v1\.34\.4 +20 requests\/s$/m,
      /^mechanism +token-bucket of job-controller \(rate\)$/m,
      /^formula +S3 >= /m,
      /^range +0\.1 to /m,
      /^goes with +kube-controller-manager\.kube-api-burst$/m,
      /^restart +kube-controller-manager$/m,
      /^in kubeadm +ClusterConfiguration\.controllerManager\.extraArgs$/m,
      /^risk +more requests/m,
      /^source +kubernetes v1\.34\.4 /m,
      /^there in +v1\.29\.6 to v1\.37\.2$/m,
      /^v1\.29\.6 to v1\.37\.2 +float32, default 20/m,
      /^Kubernetes says +QPS to use while talking with kubernetes apiserver/m,
    ])
      expect(text).toMatch(part);
  });

  it("says the default of each version", async () => {
    const text = await printed("show", "SchedulerQueueingHints");
    expect(text).toMatch(/^v1\.29\.6 to v1\.31\.14 +bool, default false, BETA/m);
    expect(text).toMatch(/^v1\.34\.4 to v1\.36\.3 +bool, default true, GA, locked/m);
    expect(text).toMatch(/^default in v1\.34\.4 +not there$/m);
  });

  it("of a constant says that it can't be set", async () => {
    expect(await printed("show", "ScheduleOne")).toMatch(/^settable +no: it is compiled in$/m);
    expect(await json("show", "kube-scheduler.ScheduleOne")).toMatchObject({ settable: false, value: 1 });
  });

  it("of what Columbo has no model of says so", async () => {
    const text = await printed("show", "kubelet.clusterDomain");
    expect(text).toMatch(/^mechanism +none: Columbo has no model of it$/m);
    expect(text).toMatch(/^kind +field \(KubeletConfiguration\)$/m);
    expect(await json("show", "kubelet.clusterDomain")).toMatchObject({
      id: "kubelet.clusterDomain",
      mechanism: null,
    });
  });

  it.each(["kubeAPIQPS", "KUBELET.KUBEAPIQPS", "kubelet.kubeAPIQPS"])("finds %s", async (name) => {
    expect(await json("show", name)).toMatchObject({
      id: "kubelet.kubeAPIQPS",
      default: 50,
      catalogue: [{ id: "kubelet.kubeAPIQPS", group: "KubeletConfiguration", kind: "field" }],
    });
  });

  it.each([
    ["kube-scheduler.clientConnection.qsp", /did you mean kube-scheduler\.clientConnection\.qps\?$/],
    ["kubelet.clusterDomian", /did you mean kubelet\.clusterDomain\?$/],
    ["xyzzyxyzzy", /; `columbo knowledge search` looks for words$/],
    ["", /; `columbo knowledge search` looks for words$/],
    [
      "clientConnection.qps",
      /is the name of 2 parameters, expected one of kube-scheduler\.clientConnection\.qps, /,
    ],
    [
      "kube-apiserver.PriorityLevelConfigurationSpec.limited.nominalConcurrencyShares",
      /expected one of kube-apiserver\.PriorityLevelConfiguration\.system\.nominalConcurrencyShares, /,
    ],
  ])("%j is refused", async (name, sentence) => {
    expect(await refusal("show", name)).toMatch(sentence);
  });
});

describe("search", () => {
  it("shows the best first, and how many there are", async () => {
    const text = await printed("search", "image", "pull", "--limit", "3");
    const rows = text.trimEnd().split("\n");
    expect(rows).toHaveLength(7);
    expect(rows[2]).toMatch(/^\S*[iI]mage\S* /);
    expect(rows.at(-1)).toMatch(/^\d+ more; --limit \d+ shows all$/);
  });

  it("that finds nothing says what was perhaps meant", async () => {
    expect(await printed("search", "parrallel")).toBe(
      'nothing has all of the words "parrallel"; did you mean "parallel"?\n',
    );
    expect(await json("search", "parrallel")).toEqual([]);
  });
});

describe("diff", () => {
  interface Diff {
    readonly differences: readonly {
      readonly entry: { readonly id: string };
      readonly change: string;
      readonly since: string;
      readonly why?: string;
    }[];
  }

  it("shows by default what may touch a deployment's speed, and why", async () => {
    const { differences } = await json<Diff>("diff", "v1.29..v1.34");
    const of = (id: string) => differences.find(({ entry }) => entry.id === id);
    expect(of("kube-controller-manager.concurrent-daemonset-syncs")).toMatchObject({
      change: "added",
      why: "mechanism known",
    });
    expect(of("kubernetes.SchedulerQueueingHints")).toMatchObject({ change: "changed", since: "v1.34.4" });
    for (const { why } of differences) expect(why).toMatch(/^(?:mechanism known|name: |description: )/);
    const all = await json<Diff>("diff", "v1.29..v1.34", "--all");
    expect(all.differences.length).toBeGreaterThan(3 * differences.length);
  });

  it("shows the values on both sides", async () => {
    const text = await printed("diff", "1.29..1.34", "--component", "kube-controller-manager");
    expect(text).toMatch(/^parameter +v1\.29\.6 +v1\.34\.4 +since /);
    expect(text).toMatch(
      /^kube-controller-manager\.node-monitor-grace-period +40s +50s +v1\.32\.13 +name: period /m,
    );
  });

  it("of a version with itself is empty", async () => {
    for (const version of verifiedKubernetes)
      expect(await printed("diff", `${version}..${version}`, "--all")).toBe(
        `nothing of that differs between ${version} and ${version}\n`,
      );
  });
});

describe("stages", () => {
  it("has what bounds each, settable or not", async () => {
    const shown =
      await json<readonly { id: string; bounds: readonly { id: string; settable: boolean }[] }[]>("stages");
    expect(shown.map(({ id }) => id)).toEqual(stages.map(({ id }) => id));
    for (const { id, bounds } of shown) {
      expect(bounds.length, id).toBeGreaterThan(0);
      for (const bound of bounds)
        expect(
          [...parameters, ...constants].find((one) => one.id === bound.id)?.stages,
          `${bound.id} in ${id}`,
        ).toContain(id);
    }
    const creation = shown.find(({ id }) => id === "S3")?.bounds ?? [];
    expect(creation).toContainEqual(
      expect.objectContaining({
        id: "kube-controller-manager.kube-api-qps",
        settable: true,
        value: "20 requests/s",
      }),
    );
    expect(creation).toContainEqual(
      expect.objectContaining({ id: "kube-controller-manager.SlowStartInitialBatchSize", settable: false }),
    );
  });

  it("are told as tables", async () => {
    const text = await printed("stages");
    for (const { id, short, name } of stages) expect(text).toContain(`${id} (${short}) ${name}: `);
  });
});

it("every command has an example in its help", () => {
  for (const command of knowledgeCommand().commands) {
    let help = "";
    command.configureOutput({ writeOut: (text) => (help += text) });
    command.outputHelp();
    expect(help, command.name()).toMatch(new RegExp(`Examples?:\n  columbo knowledge ${command.name()}`));
    expect(help, command.name()).toContain("--json");
  }
});
