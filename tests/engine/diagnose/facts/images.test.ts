import { describe, expect, test } from "vitest";
import { diagnose, factsOf } from "../../../../engine/diagnose/index.ts";
import type { ImagePull, TrialRecord } from "../../../../engine/trial/index.ts";
import type { Plan } from "../../../../experiments/index.ts";
import { loadRules } from "../../../../rules/index.ts";
import { realRecord } from "../../../support/synthetic-real-run.ts";
import { realPath, type Times } from "../../../support/synthetic-stamps.ts";
import { syntheticPlan } from "../../../support/synthetic-trial.ts";

const rules = await loadRules();
const node = "real-1";
const plan: Plan = {
  ...syntheticPlan,
  nodes: [{ name: node, kind: "real", cores: 2, memoryGiB: 4, maxPods: 110 }],
};
const [first, last] = ["baseline-1-0", "baseline-1-1"];
const waited = 8;

/** Two pods on one node whose images were there 8 s after their sandboxes; `cores` of the node were in use meanwhile. */
function recordOf(pulls: readonly ImagePull[], cores = 0.1): TrialRecord {
  const after = (realPath["sandbox-ready"] ?? 0) + 1;
  const times = Object.fromEntries(
    Object.entries(realPath).map(([point, at]) => [point, at > after ? at + waited * 1000 : at]),
  ) as Times;
  const quiet = { requests: [], waits: [], metrics: [], warnings: [], calls: [] };
  const made = realRecord({
    nodes: [node, node],
    times: { ...times, "container-ready": undefined },
    record: { cores: 2, settings: [], ...quiet },
  });
  const ends = Array.from({ length: 200 }, (_, index) => made.timeline.startedAt + 100 * (index + 1));
  return { ...made, cpu: ends.map((at) => ({ at, hostBusy: 0.6, cores: { node: cores } })), pulls };
}

const wantedAt = recordOf([]).timeline.startedAt + (realPath["sandbox-ready"] ?? 0);
/** A pull that was over so many seconds after it was wanted, and took `seconds` of these. */
const pull = (pod: string, image: string, done: number, seconds: number): ImagePull => ({
  ...{ pod, node, image, wantedAt, finishedAt: wantedAt + done * 1000, seconds, bytes: 80e6 },
});

async function judged(pulls: readonly ImagePull[], cores?: number) {
  const facts = factsOf([recordOf(pulls, cores)], { plan, noiseSeconds: 0.2 });
  const { findings } = await diagnose(rules, facts);
  return {
    valueOf: (id: string) => facts.known.get(id)?.value,
    causes: findings.map(({ cause }) => cause),
  };
}

describe("an image that several pods of a node want", () => {
  test("is no turn in line: pulls at once would wait for the same bytes", async () => {
    const { valueOf, causes } = await judged([pull(first, "a", waited, waited), pull(last, "a", waited, 0)]);
    expect(valueOf("image-pulls.waiting-seconds")).toBe(0);
    expect(valueOf("image-pulls.transfer-seconds")).toBeCloseTo(waited, 1);
    expect(valueOf("image-pulls.mb-per-second")).toBeCloseTo(10);
    expect(causes[0]).toBe("network/image-transfer");
    expect(causes).not.toContain("kubelet/serial-image-pulls");
  });

  test("behind another one: the turn and the bytes are told apart", async () => {
    const { valueOf, causes } = await judged([pull(first, "a", 5, 5), pull(last, "b", waited, 3)]);
    expect(valueOf("image-pulls.waiting-seconds")).toBeCloseTo(5);
    expect(valueOf("image-pulls.transfer-seconds")).toBeCloseTo(3);
    expect(causes.slice(0, 2)).toEqual(["kubelet/serial-image-pulls", "network/image-transfer"]);
  });

  test("that keeps a core busy is unpacked, not waited for", async () => {
    const { causes } = await judged([pull(last, "a", waited, waited)], 1.1);
    expect(causes).not.toContain("network/image-transfer");
  });
});
