import { cfgOf } from "../cfg.ts";
import type { Fault } from "../fault.ts";
import { lifted } from "../limits/lifted.ts";

/** Each Job is submitted by a call of its own, one after the other. */
export const oneCallEach: Fault = {
  name: "one-call-each",
  by: "30 to 60 Jobs, a kubectl call for each",
  causes: ["client/serial-submission"],
  refused: [
    "kube-controller-manager/client-rate-limit",
    "kube-scheduler/client-rate-limit",
    "network/latency",
  ],
  changes: [],
  needs: [],
  experiment(draw) {
    const instances = draw.whole(30, 60);
    return { cfg: cfgOf({ workers: 4, instances, method: "call" }, { kubernetes: lifted }) };
  },
};
