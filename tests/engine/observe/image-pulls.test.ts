import { describe, expect, test } from "vitest";
import { pullsIn, type PullEvent } from "../../../engine/observe/image-pulls.ts";

const event = (message: string, at: number, more: Partial<PullEvent> = {}): PullEvent => ({
  ...{ pod: "trial-1", container: "app-1", node: "worker-1", message, at },
  reason: message.startsWith("Pulling") ? "Pulling" : "Pulled",
  ...more,
});

describe("pulls", () => {
  test("today's words: the pull's own time, that with waiting, and the size", () => {
    const pulls = pullsIn([
      event('Pulling image "127.0.0.1:5000/columbo/empty:1"', 1000),
      event(
        'Successfully pulled image "127.0.0.1:5000/columbo/empty:1" in 2.004s (6.1s including waiting). Image size: 10485760 bytes.',
        7100,
      ),
    ]);
    expect(pulls).toEqual([
      {
        pod: "trial-1",
        node: "worker-1",
        image: "127.0.0.1:5000/columbo/empty:1",
        wantedAt: 1000,
        finishedAt: 7100,
        seconds: 2.004,
        bytes: 10_485_760,
      },
    ]);
  });

  test("words of older releases", () => {
    const [first, second] = pullsIn([
      event('Successfully pulled image "nginx:1" in 345ms', 5000),
      event('Successfully pulled image "nginx:2" in 1m2.5s (1m3s including waiting)', 90_000),
    ]);
    expect(first).toMatchObject({ image: "nginx:1", wantedAt: 4655 });
    expect(first?.seconds).toBeCloseTo(0.345);
    expect(second).toMatchObject({ image: "nginx:2", wantedAt: 27_000, seconds: 62.5 });
  });

  test("a try that failed does not begin the pull anew", () => {
    const [pull] = pullsIn([
      event('Pulling image "nginx:1"', 1000),
      event('Pulling image "nginx:1"', 12_000),
      event('Successfully pulled image "nginx:1" in 1s (1s including waiting). Image size: 1 bytes.', 13_000),
    ]);
    expect(pull).toMatchObject({ wantedAt: 1000, finishedAt: 13_000 });
  });

  test("an image that is there is no pull", () => {
    expect(pullsIn([event('Container image "nginx:1" already present on machine', 1000)])).toEqual([]);
  });
});
