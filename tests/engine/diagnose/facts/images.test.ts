import { describe, expect, test } from "vitest";
import type { ImagePull } from "../../../../engine/trial/index.ts";
import {
  judged as judgedTrial,
  last,
  node,
  pods,
  recordOf,
  wanted as wantedAt,
} from "../../../support/synthetic-node-trial.ts";

const [first = ""] = pods;
const waited = 8;

/** A pull that was over so many seconds after it was wanted, and took `seconds` of these. */
const pull = (pod: string, image: string, done: number, seconds: number): ImagePull => ({
  ...{ pod, node, image, wantedAt, finishedAt: wantedAt + done * 1000, seconds, bytes: 80e6 },
});

/** Two pods on one node whose images were there 8 s after their sandboxes; `cores` of the node were in use meanwhile. */
function judged(pulls: readonly ImagePull[], cores = 0.1) {
  const made = recordOf({ "image-ready": waited * 1000 });
  const cpu = made.cpu.map(({ at }) => ({ at, hostBusy: 0.6, cores: { node: cores } }));
  return judgedTrial({ ...made, cpu, pulls });
}

describe("an image that several pods of a node want", () => {
  test("is no turn in line: pulls at once would wait for the same bytes", async () => {
    const trial = judged([pull(first, "a", waited, waited), pull(last, "a", waited, 0)]);
    const [{ valueOf }, causes] = [trial, await trial.causes()];
    expect(valueOf("image-pulls.waiting-seconds")).toBe(0);
    expect(valueOf("image-pulls.transfer-seconds")).toBeCloseTo(waited, 1);
    expect(valueOf("image-pulls.mb-per-second")).toBeCloseTo(10);
    expect(causes[0]).toBe("network/image-transfer");
    expect(causes).not.toContain("kubelet/serial-image-pulls");
  });

  test("behind another one: the turn and the bytes are told apart", async () => {
    const trial = judged([pull(first, "a", 5, 5), pull(last, "b", waited, 3)]);
    const [{ valueOf }, causes] = [trial, await trial.causes()];
    expect(valueOf("image-pulls.waiting-seconds")).toBeCloseTo(5);
    expect(valueOf("image-pulls.transfer-seconds")).toBeCloseTo(3);
    expect(causes.slice(0, 2)).toEqual(["kubelet/serial-image-pulls", "network/image-transfer"]);
  });

  test("that keeps a core busy is unpacked, not waited for", async () => {
    const causes = await judged([pull(last, "a", waited, waited)], 1.1).causes();
    expect(causes).not.toContain("network/image-transfer");
  });
});
