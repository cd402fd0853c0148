import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { run, type Cluster } from "../../../provisioners/index.ts";
import type { Injection } from "../fault.ts";

/** Name of the claim that pods refer to. */
export const claim = "many-files";

const perFolder = 1000;
const deadlineMs = 60_000;

/** A volume of a cluster's first real node with so many empty files in it, as a folder of this machine. */
export function volumeOfFiles(files: number): (cluster: Cluster) => Promise<Injection> {
  return async (cluster) => {
    const folder = await mkdtemp(join(tmpdir(), "columbo-volume-"));
    const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
    try {
      for (let made = 0; made < files; made += perFolder) {
        const inner = join(folder, String(made));
        await mkdir(inner);
        const count = Math.min(perFolder, files - made);
        await Promise.all(
          Array.from({ length: count }, (_, index) => writeFile(join(inner, String(index)), "")),
        );
      }
      await offer(cluster, folder);
    } catch (error) {
      await remove();
      throw error;
    }
    return { remove };
  };
}

/** The folder as a PersistentVolume, and a claim that is bound to it; both end with the cluster. */
async function offer(cluster: Cluster, folder: string): Promise<void> {
  const node = cluster.nodes.find(({ kind }) => kind === "real")?.name;
  if (node === undefined)
    throw new Error("expected a cluster with a real node: only there are volumes mounted");
  const common = { accessModes: ["ReadWriteOnce"], storageClassName: "" };
  const isOnNode = { key: "kubernetes.io/hostname", operator: "In", values: [node] };
  const volume = {
    apiVersion: "v1",
    kind: "PersistentVolume",
    metadata: { name: claim },
    spec: {
      ...common,
      capacity: { storage: "1Gi" },
      persistentVolumeReclaimPolicy: "Retain",
      local: { path: folder },
      claimRef: { namespace: cluster.namespace, name: claim },
      nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [isOnNode] }] } },
    },
  };
  const claimed = {
    apiVersion: "v1",
    kind: "PersistentVolumeClaim",
    metadata: { namespace: cluster.namespace, name: claim },
    spec: { ...common, volumeName: claim, resources: { requests: { storage: "1Gi" } } },
  };
  const file = join(cluster.scratch, "volume-of-files.yaml");
  await writeFile(file, [volume, claimed].map((object) => stringify(object)).join("---\n"));
  const access = ["--kubeconfig", cluster.kubeconfig];
  await kubectl(cluster, [...access, "apply", "-f", file]);
  const isBound = ["--for=jsonpath={.status.phase}=Bound", "--timeout=30s"];
  await kubectl(cluster, [...access, "wait", "-n", cluster.namespace, `pvc/${claim}`, ...isBound]);
}

async function kubectl(cluster: Cluster, argv: readonly string[]): Promise<void> {
  const { exitCode, stderr } = await run(cluster.kubectl, argv, { deadlineMs });
  if (exitCode !== 0) throw new Error(`kubectl ended with ${String(exitCode)}: ${stderr.slice(-500)}`);
}
