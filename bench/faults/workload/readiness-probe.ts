import { stringify } from "yaml";
import { cfgOf } from "../cfg.ts";
import type { Fault } from "../fault.ts";
import { withoutToken } from "../without-token.ts";

const shape = { workers: 1, instances: 2, nodes: "real" };
const cfg = cfgOf(shape, { kubernetes: withoutToken, columbo: { pod: "pod.yaml", warmup: 1 } });

/** The application's own program serves as the question: it prints a line and ends well. */
const probed = (initialDelaySeconds: number, periodSeconds: number): string =>
  stringify({
    spec: {
      containers: [
        {
          readinessProbe: {
            exec: { command: ["/empty", "0"] },
            initialDelaySeconds,
            periodSeconds,
            timeoutSeconds: 10,
          },
        },
      ],
    },
  });

/** A probe that asks long after the application runs. */
export const readinessProbe: Fault = {
  name: "readiness-probe",
  by: "readinessProbe with an initialDelaySeconds of 8, 12 or 30 and a periodSeconds of 2 to 5",
  causes: ["workload/readiness-probe"],
  refused: ["workload/cpu-throttled", "node/cpu-saturated", "kubelet/volume-wait"],
  changes: ["workload.readinessProbe.initialDelaySeconds"],
  needs: ["root", "real-nodes"],
  experiment(draw) {
    const [delay, period] = [draw.oneOf([8, 12, 30]), draw.whole(2, 5)];
    return {
      cfg,
      files: { "pod.yaml": probed(delay, period) },
      healthy: { cfg, files: { "pod.yaml": probed(0, 1) } },
    };
  },
};
