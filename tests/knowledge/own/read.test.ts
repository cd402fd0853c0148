import { describe, expect, it } from "vitest";
import { extensionsOf, faultText, readOwn, type OwnKnowledge } from "../../../knowledge/index.ts";
import { operator } from "./sample.ts";

const faultsOf = (text: string): readonly string[] =>
  readOwn([{ file: "own.yaml", text }]).faults.map(faultText);

const ownOf = (text: string): OwnKnowledge => {
  const { own, faults } = readOwn([{ file: "own.yaml", text }]);
  expect(faults).toEqual([]);
  if (own === undefined) throw new Error("nothing was read");
  return own;
};

const changed = (from: string, to: string): string => {
  expect(operator).toContain(from);
  return operator.replace(from, to);
};

/** A parameter with this mechanism alone. */
const single = (
  mechanism: string,
  type = "number",
  values = "default: 2\n    range: { min: 1, max: 100 }",
): string => `parameters:
  - id: my-part.number
    title: something
    type: ${type}
    ${values}
    mechanism: { ${mechanism} }
    risk: none
    set: Set it.
    source: mine
`;

const points =
  "pod-received, pod-stored, pod-queued, pod-scheduling, pod-binding, binding-received, binding-stored, pod-delivered, sandbox-ready, container-running";

describe("a file of parameters", () => {
  it("is read with everything filled in", () => {
    const { parameters, constants } = ownOf(operator);
    expect(parameters).toMatchObject([
      {
        id: "my-operator.qps",
        component: "my-operator",
        stages: ["S3"],
        default: 5,
        mechanism: { name: "my-operator-client", kind: "token-bucket", per: "cluster" },
        formula: "token-bucket before pod-received: rate value, burst my-operator.burst",
        restart: "the Deployment my-operator",
      },
      { id: "my-operator.burst", stages: ["S3"], goesWith: [], restart: "none" },
    ]);
    expect(parameters[1]).not.toHaveProperty("mechanism");
    expect(constants).toEqual([]);
  });

  it("may refer to what another file describes", () => {
    const [first = "", second = ""] = operator.split(/(?= {2}- id: my-operator.burst)/);
    const { own, faults } = readOwn([
      { file: "a.yaml", text: first },
      { file: "b.yaml", text: `parameters:\n${second}` },
    ]);
    expect(faults).toEqual([]);
    expect(own?.parameters).toHaveLength(2);
  });

  it.each<[what: string, text: string, faults: readonly string[]]>([
    ["that is empty", "", ['own.yaml:1:1: expected a map with the lists "parameters" and "constants"']],
    [
      "that describes nothing",
      "parameters: []",
      ["own.yaml:1:1: expected at least one parameter, found none"],
    ],
    [
      "that is no YAML",
      "a: [",
      ["own.yaml:1:5: Flow sequence in block collection must be sufficiently indented and end with a ]"],
    ],
    [
      "with an unknown key",
      changed("    risk:", "    rsik: x\n    risk:"),
      ['own.yaml:15:5: unknown key "rsik"; did you mean risk?'],
    ],
    [
      "with a key missing",
      changed("    source: the handbook\n  -", "  -"),
      ['own.yaml:2:5: "source" is missing'],
    ],
    [
      "with a wrong type",
      changed("title: requests per second of the operator's client", "title: 3"),
      ["own.yaml:3:12: parameters.0.title: expected a text, found 3"],
    ],
    [
      "with an unknown type",
      changed("type: number", "type: nubmer"),
      [
        'own.yaml:4:11: parameters.0.type: expected one of integer, number, duration, found "nubmer"; did you mean number?',
      ],
    ],
    [
      "with an id that is no id",
      changed("id: my-operator.qps", "id: qps"),
      [
        'own.yaml:2:9: parameters.0.id: expected <component>.<name> of letters, digits, - and _, for example my-operator.client-qps, found "qps"',
      ],
    ],
    [
      "with an id of Columbo's own",
      changed("id: my-operator.qps", "id: Kube-Scheduler.clientconnection.qps"),
      [
        "own.yaml:2:9: Kube-Scheduler.clientconnection.qps id: Columbo knows kube-scheduler.clientConnection.qps itself, expected an id of your own",
      ],
    ],
    [
      "with an id that is there twice",
      changed("id: my-operator.burst", "id: My-Operator.QPS"),
      ["own.yaml:19:9: My-Operator.QPS id: this id is there twice (case does not count), rename one"],
    ],
    [
      "with a default outside the range",
      changed("default: 5", "default: 501"),
      ["own.yaml:6:14: my-operator.qps default: expected a value from 1 to 500, its range, found 501"],
    ],
    [
      "with a range that is none",
      changed("min: 1, max: 500", "min: 9, max: 9"),
      ["own.yaml:7:12: my-operator.qps range: expected min below max, found 9 and 9"],
    ],
    [
      "with half an integer",
      changed("default: 10", "default: 1.5"),
      [
        "own.yaml:23:14: my-operator.burst default: expected a whole number from 0 on, since the type is integer, found 1.5",
      ],
    ],
    [
      "with an unknown mechanism",
      changed("kind: token-bucket", "kind: token-buket"),
      [
        'own.yaml:10:13: my-operator.qps mechanism kind: unknown mechanism "token-buket", expected one of token-bucket, worker-pool, serial-loop, delay, polling-period; did you mean token-bucket?',
      ],
    ],
    [
      "whose mechanism lacks a number",
      changed("      burst: my-operator.burst\n", ""),
      ['own.yaml:9:7: my-operator.qps mechanism: a token-bucket needs "burst"'],
    ],
    [
      "whose mechanism has another's number",
      changed("      rate: value\n", "      rate: value\n      seconds: 1\n"),
      [
        'own.yaml:13:16: my-operator.qps mechanism seconds: a token-bucket has no "seconds", only rate, burst',
      ],
    ],
    [
      "with a point that does not exist",
      changed("before: pod-received", "before: pod-recieved"),
      [
        `own.yaml:11:15: my-operator.qps mechanism before: there is no point "pod-recieved", expected one of ${points}; did you mean pod-received?`,
      ],
    ],
    [
      "with a point that is not a pod's",
      changed("before: pod-received", "before: job-stored"),
      [
        `own.yaml:11:15: my-operator.qps mechanism before: pods do not pass job-stored one by one, expected one of ${points}`,
      ],
    ],
    [
      "with a stage that is not a pod's",
      changed("before: pod-received", "stage: S2"),
      [
        'own.yaml:11:14: my-operator.qps mechanism stage: expected S3, S4, S5 or S6, which pods pass one by one, found "S2"',
      ],
    ],
    [
      "without a place",
      changed("      before: pod-received\n", ""),
      [
        'own.yaml:9:7: my-operator.qps mechanism: expected either "before" with a point or "stage" with a stage, one of them',
      ],
    ],
    [
      "with a mechanism of nodes before there is one",
      changed("before: pod-received", "before: pod-received\n      per: node"),
      [
        "own.yaml:12:12: my-operator.qps mechanism per: a pod has no node before pod-received, expected a point after pod-binding",
      ],
    ],
    [
      "with a mechanism's name of Columbo's own",
      changed("name: my-operator-client", "name: scheduler"),
      [
        'own.yaml:9:13: my-operator.qps mechanism name: Columbo has a mechanism "scheduler" itself, rename this one',
      ],
    ],
    [
      "with a formula that cannot be read",
      changed("rate: value", "rate: value +"),
      [
        'own.yaml:12:13: my-operator.qps mechanism rate: expected a formula, found "value +": expected expression after +',
      ],
    ],
    [
      "with an unknown name in a formula",
      changed("burst: my-operator.burst", "burst: my-operator.brust"),
      [
        'own.yaml:13:14: my-operator.qps mechanism burst: expected a formula, found "my-operator.brust": unknown name "my-operator.brust"; did you mean my-operator.burst, or my-operator.qps?',
      ],
    ],
    [
      "with a rate that can be 0",
      changed("rate: value", "rate: value - 1"),
      [
        "own.yaml:12:13: my-operator.qps mechanism rate: expected a number above 0, found 0 where my-operator.qps = 1: change the formula or the range",
      ],
    ],
    [
      "with a burst that can be below 1",
      changed("burst: my-operator.burst", "burst: my-operator.burst / 2"),
      [
        "own.yaml:13:14: my-operator.qps mechanism burst: expected a number of at least 1, found 0.5 where my-operator.burst = 1: change the formula or the range",
      ],
    ],
    [
      "with a pool without workers",
      single("kind: worker-pool, stage: S3, workers: floor(value / 2), seconds: 1"),
      [
        "own.yaml:7:57: my-part.number mechanism workers: expected a number of at least 1, found 0 where my-part.number = 1: change the formula or the range",
      ],
    ],
    [
      "with an infinite time",
      single("kind: delay, stage: S3, seconds: '1 / max(0, value - 50)'"),
      [
        "own.yaml:7:51: my-part.number mechanism seconds: expected a number of at least 0, found Infinity where my-part.number = 2: change the formula or the range",
      ],
    ],
    [
      "with a hole in the middle of the range",
      single("kind: delay, stage: S3, seconds: (value - 30) * (value - 60)", "integer"),
      [
        "own.yaml:7:51: my-part.number mechanism seconds: expected a number of at least 0, found -29 where my-part.number = 31: change the formula or the range",
      ],
    ],
    [
      "with a time that many pods make negative",
      single("kind: delay, stage: S3, seconds: 10 - pods_per_node"),
      [
        "own.yaml:7:51: my-part.number mechanism seconds: expected a number of at least 0, found -40 where pods = 50, nodes = 1: change the formula or the range",
      ],
    ],
    [
      "with a period of 0",
      single("kind: polling-period, stage: S3, seconds: 0"),
      ["own.yaml:7:60: my-part.number mechanism seconds: expected a number above 0, found 0"],
    ],
    [
      "with a companion that does not exist",
      changed("goesWith: [my-operator.burst]", "goesWith: [my-operator.bursts]"),
      [
        'own.yaml:14:16: my-operator.qps goesWith 0: there is no parameter "my-operator.bursts"; did you mean my-operator.burst?',
      ],
    ],
    [
      "with companions in a circle",
      `${operator}    goesWith: [my-operator.qps]\n`,
      [
        "own.yaml:14:15: my-operator.qps goesWith: goes round in a circle, my-operator.qps -> my-operator.burst -> my-operator.qps: leave out one of these",
      ],
    ],
    [
      "with something that bounds nothing",
      changed("burst: my-operator.burst", "burst: 7"),
      [
        "own.yaml:19:5: my-operator.burst: bounds nothing: give it a mechanism, or use its id in the formula of another",
      ],
    ],
    [
      "with constants in a circle",
      `constants:
  - { id: a.one, title: one, value: a.two + 1, source: x, mechanism: { kind: delay, stage: S3, seconds: value } }
  - { id: a.two, title: two, value: a.one, source: x }
`,
      ["own.yaml:2:37: a.one value: goes round in a circle, a.one -> a.two -> a.one: leave out one of these"],
    ],
  ])("%s is refused", (_, text, faults) => {
    expect(faultsOf(text)).toEqual(faults);
  });
});

describe("the mechanisms of a file", () => {
  const counts = { pods: 100, nodes: 4 };

  it("follow the limits, and the defaults where there are none", () => {
    const [bucket] = extensionsOf(ownOf(operator));
    if (bucket?.station.kind !== "token-bucket") throw new Error("expected a token bucket");
    expect(bucket).toMatchObject({ name: "my-operator-client", before: "pod-received", per: "cluster" });
    expect([bucket.station.rate({}, counts), bucket.station.burst({}, counts)]).toEqual([5, 10]);
    const limits = { "my-operator.qps": 50, "my-operator.burst": 7 };
    expect([bucket.station.rate(limits, counts), bucket.station.burst(limits, counts)]).toEqual([50, 7]);
  });

  it("take constants, durations, counts and Columbo's own limits", () => {
    const own = ownOf(`parameters:
  - id: my-cni.timeout
    title: wait
    type: duration
    default: 500ms
    range: { min: 100ms, max: 2s }
    mechanism: { kind: worker-pool, per: node, stage: S5, workers: my-cni.workers, seconds: value / 2 }
    risk: none
    set: Set it.
    source: mine
constants:
  - { id: my-cni.workers, title: workers, value: "max(1, my-cni.base * pods_per_node / 10)", source: mine }
  - { id: my-cni.base, title: base, value: 2, source: mine }
  - id: my-cni.loop
    title: loop
    value: 1 / kube-scheduler.clientConnection.qps
    mechanism: { kind: serial-loop, before: pod-binding, seconds: value }
    source: mine
`);
    expect(own.parameters[0]).toMatchObject({
      default: "500ms",
      unit: "s",
      range: { min: 0.1, max: 2 },
      stages: ["S5"],
    });
    const [pool, loop] = extensionsOf(own).map(({ station }) => station);
    if (pool?.kind !== "worker-pool" || loop?.kind !== "worker-pool") throw new Error("expected pools");
    const limits = { "my-cni.timeout": 1, "kube-scheduler.clientConnection.qps": 50 };
    expect([pool.workers(limits, counts), pool.seconds(limits, counts), pool.seconds({}, counts)]).toEqual([
      5, 0.5, 0.25,
    ]);
    expect([loop.workers(limits, counts), loop.seconds(limits, counts)]).toEqual([1, 0.02]);
  });
});
