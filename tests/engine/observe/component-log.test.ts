import { describe, expect, it } from "vitest";
import {
  linesWith,
  nameIn,
  seconds,
  tokenWaitOf,
  waitMessages,
} from "../../../engine/observe/component-log.ts";

describe("Go durations", () => {
  it.each([
    ["50ms", 0.05],
    ["192.977736ms", 0.192977736],
    ["1m2.5s", 62.5],
    ["1h0m1s", 3601],
    ["12µs", 0.000012],
    ["3ns", 3e-9],
    ["0s", 0],
  ])("%s is %d s", (text, expected) => {
    expect(seconds(text)).toBeCloseTo(expected, 12);
  });

  it.each(["", "5", "fast", "1s later", undefined, 5])("%s is none", (text) => {
    expect(seconds(text)).toBeUndefined();
  });
});

describe("lines of a JSON log", () => {
  const lines = [
    '{"ts":1764000000000.123,"caller":"job/job_controller.go:619","msg":"enqueueing job","v":2,"key":"ns/app"}',
    '{"ts":1764000000001,"msg":"something about \\"enqueueing job\\"","key":"ns/app"}',
    '{"ts":1764000000002.5,"msg":"enqueueing job","key":"n',
    "I1124 12:00:00.000000 text instead of JSON: enqueueing job",
  ];

  it("takes only whole lines with exactly that message", () => {
    expect([...linesWith(lines, ["enqueueing job"])].map(({ ts }) => ts)).toEqual([1764000000000.123]);
  });

  it("tells objects of other namespaces apart", () => {
    expect(nameIn("ns", { name: "p", namespace: "ns" })).toBe("p");
    expect(nameIn("ns", { name: "p", namespace: "other" })).toBeUndefined();
    expect(nameIn("ns", "ns/p")).toBe("p");
    expect(nameIn("ns", "other/p")).toBeUndefined();
  });
});

describe("waits for a client's token bucket", () => {
  const line = {
    ts: 1764000000500,
    msg: "Waited before sending request",
    delay: "1.25s",
    reason: "client-side throttling, not priority and fairness",
    verb: "POST",
    URL: "https://127.0.0.1:6443/api/v1/namespaces/ns/pods",
  };

  it("gives milliseconds", () => {
    expect(tokenWaitOf("kube-controller-manager", line)).toEqual({
      component: "kube-controller-manager",
      verb: "POST",
      url: line.URL,
      sentAt: 1764000000500,
      waited: 1250,
    });
  });

  it("is found in an older release's message", () => {
    const msg =
      "Waited for 1.25s due to client-side throttling, not priority and fairness, request: POST:https://127.0.0.1:6443/api/v1/namespaces/ns/pods";
    const text = JSON.stringify({ ts: 1764000000500, caller: "rest/request.go:629", msg, v: 3 });
    const [found] = linesWith([text], waitMessages);
    expect(tokenWaitOf("kube-controller-manager", found!)).toEqual({
      component: "kube-controller-manager",
      verb: "POST",
      url: line.URL,
      sentAt: 1764000000500,
      waited: 1250,
    });
  });

  it("is none when the server asked for the wait", () => {
    expect(tokenWaitOf("kube-scheduler", { ...line, reason: "retries: 1, retry-after: 1s" })).toBeUndefined();
  });
});
