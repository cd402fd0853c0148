import { expect, test } from "vitest";
import { loadsIn } from "../../../engine/observe/client-loads.ts";

const sent = (user: string, verb = "list", latency = 500) => ({
  user,
  userAgent: "lister/1.0",
  verb,
  resource: "pods",
  latency,
});

test("requests are counted by client and kind; those of the cluster and of Columbo are no load", () => {
  const lister = "system:serviceaccount:monitoring:lister";
  const load = { user: lister, userAgent: "lister/1.0", resource: "pods" };
  expect(
    loadsIn([
      sent(lister),
      sent("system:kube-scheduler"),
      sent(lister, "get", 4),
      sent("columbo"),
      sent("columbo:kwok"),
      sent("system:serviceaccount:kube-system:job-controller"),
      sent("system:node:worker-1"),
      sent(lister),
      // As long as its client likes.
      sent(lister, "watch", 60_000),
    ]),
  ).toEqual([
    { ...load, verb: "list", requests: 2, seconds: 1 },
    { ...load, verb: "get", requests: 1, seconds: 0.004 },
  ]);
});
