import { cfgOf } from "../cfg.ts";
import type { Fault } from "../fault.ts";
import { slowLink } from "../inject/slow-link.ts";
import { lifted } from "../limits/lifted.ts";

/** The client is far away from the API server, and asks for one Job after the other. */
export const distantClient: Fault = {
  name: "distant-client",
  by: "a proxy that delays the client's packets: 60 to 150 ms there and back, 12 to 20 Jobs in one call",
  causes: ["network/latency"],
  refused: [
    "client/serial-submission",
    "kube-controller-manager/client-rate-limit",
    "kube-apiserver/overload",
  ],
  changes: [],
  needs: [],
  experiment(draw) {
    const instances = draw.whole(12, 20);
    return {
      cfg: cfgOf({ workers: 2, instances, method: "file" }, { kubernetes: lifted }),
      inject: slowLink(draw.whole(60, 150)),
    };
  },
};
