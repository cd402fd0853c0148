import { describe, expect, test } from "vitest";
import { bucketsFullAt, fullAgainAt } from "../../../provisioners/local/token-refill.ts";

const bucket = { qps: 20, burst: 30 };
const jobController = "system:serviceaccount:kube-system:job-controller";

const write = (user: string, receivedAt: number) => ({
  user,
  resource: "pods",
  receivedAt,
  answeredAt: receivedAt + 5,
});

describe("a token bucket is full again", () => {
  test("at once when nothing was asked", () => {
    expect(fullAgainAt([], bucket, 30)).toBe(0);
  });

  test("a token's time after a single request", () => {
    expect(fullAgainAt([1000], bucket, 30)).toBe(1050);
  });

  test("its whole filling time after a burst that emptied it", () => {
    expect(fullAgainAt(new Array<number>(30).fill(1000), bucket, 30)).toBe(2500);
  });

  test("no later for what was asked long ago", () => {
    expect(fullAgainAt([...new Array<number>(30).fill(0), 60_000], bucket, 30)).toBe(60_050);
  });

  test("its whole filling time after a steady stream at its rate", () => {
    const stream = Array.from({ length: 100 }, (_, index) => index * 50);
    expect(fullAgainAt(stream, bucket, 0)).toBe(stream.at(-1)! + 1500);
  });
});

describe("the buckets of the Job path", () => {
  const full = { "kube-controller-manager": 500, "kube-scheduler": 500 };

  test("are judged by the requests since they were full, with the values that are set", () => {
    const writes = [write(jobController, 400), write(jobController, 1000), write("columbo", 9000)];
    expect(bucketsFullAt({ writes, from: 0 }, full, [], "v1.34.4")).toBe(1050);
    const settings = [{ parameter: "kube-controller-manager.kube-api-qps", value: 100 }];
    expect(bucketsFullAt({ writes, from: 0 }, full, settings, "v1.34.4")).toBe(1010);
  });

  test("count as emptied where the log does not reach back", () => {
    const writes = [write("system:kube-scheduler", 1000)];
    expect(bucketsFullAt({ writes, from: 900 }, full, [], "v1.34.4")).toBe(3000);
  });
});
