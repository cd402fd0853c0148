import { stringify } from "yaml";
import { cfgOf } from "../cfg.ts";
import type { Fault } from "../fault.ts";
import { claim, volumeOfFiles } from "../inject/volume-of-files.ts";

const shape = { workers: 1, instances: 1, nodes: "real" };
const group = 2000;

const pod = (fsGroupChangePolicy: "Always" | "OnRootMismatch"): string =>
  stringify({
    spec: {
      securityContext: { fsGroup: group, fsGroupChangePolicy },
      volumes: [{ name: "data", persistentVolumeClaim: { claimName: claim } }],
      containers: [{ volumeMounts: [{ name: "data", mountPath: "/data" }] }],
    },
  });

/**
 * A pod with an fsGroup on a volume of many files. It is a PersistentVolume of type local, since kubelets leave the
 * files of a hostPath as they are.
 */
export const volumeOwnership: Fault = {
  name: "volume-ownership",
  by: "fsGroup on a local volume of 60,000 to 100,000 files",
  causes: ["volume/ownership-change"],
  refused: ["kubelet/volume-wait", "node/cpu-saturated", "workload/cpu-throttled"],
  changes: ["workload.securityContext.fsGroupChangePolicy"],
  needs: ["root", "real-nodes"],
  experiment(draw) {
    const files = draw.whole(60, 100) * 1000;
    const cfg = cfgOf(shape, { columbo: { pod: "pod.yaml", warmup: 1 } });
    const inject = volumeOfFiles(files);
    return {
      cfg,
      files: { "pod.yaml": pod("Always") },
      inject,
      healthy: { cfg, files: { "pod.yaml": pod("OnRootMismatch") }, inject },
    };
  },
};
