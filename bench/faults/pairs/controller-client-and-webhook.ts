import { cfgOf } from "../cfg.ts";
import type { Fault } from "../fault.ts";
import { webhookServed } from "../inject/webhook.ts";
import { lifted } from "../limits/lifted.ts";

const shape = { workers: 4, instances: 40 };

/** The Job waits for a webhook, and its pods for tokens, for longer. */
export const controllerClientAndWebhook: Fault = {
  name: "controller-client-and-webhook",
  by: "the controller manager's limit at 4 to 6, a webhook on 127.0.0.1 that answers after 1 to 1.5 s, asked about the Job",
  causes: ["kube-controller-manager/client-rate-limit", "admission-webhook/slow"],
  refused: ["kube-scheduler/client-rate-limit", "kube-apiserver/overload"],
  changes: ["kube-controller-manager.kube-api-qps"],
  needs: [],
  experiment(draw) {
    const rate = draw.whole(4, 6);
    const answersAfter = draw.whole(1000, 1500);
    const inject: ReturnType<Fault["experiment"]>["inject"] = (cluster) =>
      webhookServed(cluster, {
        name: "check.policy.example",
        resource: "jobs",
        answersAfter,
        timeoutSeconds: 10,
        failurePolicy: "Fail",
      });
    const limited = {
      ...lifted,
      "kube-controller-manager.kube-api-qps": rate,
      "kube-controller-manager.kube-api-burst": rate,
    };
    return {
      cfg: cfgOf(shape, { kubernetes: limited }),
      inject,
      // No setting makes the webhook quicker.
      healthy: { cfg: cfgOf(shape, { kubernetes: lifted }), inject },
    };
  },
};
