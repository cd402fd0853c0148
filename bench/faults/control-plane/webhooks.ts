import { cfgOf } from "../cfg.ts";
import type { Fault } from "../fault.ts";
import { webhookServed } from "../inject/webhook.ts";

const common = {
  causes: ["admission-webhook/slow"],
  refused: [
    "kube-controller-manager/client-rate-limit",
    "kube-scheduler/client-rate-limit",
    "kube-apiserver/overload",
    "kube-apiserver/priority-and-fairness",
    "etcd/slow-disk",
  ],
  changes: [],
  needs: [],
} as const;

const policy = "check.policy.example";
const scanner = "scan.images.example";

/** Each pod, or each Job, waits for a webhook's answer. */
export const slowWebhook: Fault = {
  ...common,
  name: "slow-webhook",
  by: "a webhook on 127.0.0.1 that answers after 0.6 to 1.5 s, asked about pods or Jobs",
  evidence: { "webhook.name": policy },
  experiment(draw) {
    const answersAfter = draw.whole(600, 1500);
    const resource = draw.oneOf(["pods", "jobs"] as const);
    const method = resource === "jobs" ? "call" : "pod";
    const shape = { workers: 4, instances: resource === "jobs" ? 6 : 24, method } as const;
    return {
      cfg: cfgOf(shape),
      inject: (cluster) =>
        webhookServed(cluster, {
          name: policy,
          resource,
          answersAfter,
          timeoutSeconds: 10,
          failurePolicy: "Fail",
        }),
    };
  },
};

/** Each pod waits until the API server gives the webhook up. */
export const silentWebhook: Fault = {
  ...common,
  name: "silent-webhook",
  by: "a webhook on 127.0.0.1 that never answers, timeoutSeconds 1 to 3, failurePolicy Ignore",
  evidence: { "webhook.name": scanner },
  experiment(draw) {
    const timeoutSeconds = draw.whole(1, 3);
    return {
      cfg: cfgOf({ workers: 4, instances: 16 }),
      inject: (cluster) =>
        webhookServed(cluster, { name: scanner, resource: "pods", timeoutSeconds, failurePolicy: "Ignore" }),
    };
  },
};
