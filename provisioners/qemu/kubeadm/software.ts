import { schedulerConfig, schedulerConfigFile } from "../../local/components/kube-scheduler.ts";
import { auditPolicy, auditPolicyFile } from "../../local/components/kube-apiserver.ts";
import { settingsByComponent } from "../../local/settings.ts";
import type { Site } from "../../local/site.ts";
import type { Setting } from "../../../knowledge/index.ts";
import type { RunningMachine } from "../fleet.ts";
import type { MachineSoftware } from "../install.ts";
import { maxPodsOf, type Ground, type WorkerSoftware } from "../installer.ts";
import { nodeSoftware, type KubeletWay, type NodeSoftware } from "../kubernetes/node-software.ts";
import { nodeFiles, nodeFolders } from "../kubernetes/worker-software.ts";
import type { MachineFile } from "../software/bundle.ts";
import { podSubnet } from "../software/pod-network.ts";
import { servingCertificates } from "./arguments.ts";
import { initText, joinText, type KubeadmCluster } from "./configuration.ts";
import { controlWay, workerWay } from "./kubelet.ts";
import { kubeadmFile, kubeadmPaths, mounted, patchesFolder } from "./paths.ts";

const schedulerValue = { path: "clientConnection.kubeconfig", value: kubeadmPaths.schedulerKubeconfig };

/** The scheduler's configuration with these settings. */
export function schedulerFile(site: Site, settings: readonly Setting[]): MachineFile {
  const { config } = settingsByComponent(settings)["kube-scheduler"];
  const values = new Map([[schedulerValue.path, schedulerValue.value], ...config]);
  return { path: schedulerConfigFile(site), text: JSON.stringify(schedulerConfig(site, values)) };
}

/** A node whose kubelet kubeadm configures and starts. */
async function kubeadmNode(
  ground: Ground,
  running: RunningMachine,
  index: number,
  way: KubeletWay,
): Promise<{ readonly software: NodeSoftware; readonly files: readonly MachineFile[] }> {
  const { plan, patience } = ground;
  const { name } = running.machine;
  const about = { name, address: running.address, maxPods: maxPodsOf(plan, name), subnet: podSubnet(index) };
  const software = nodeSoftware(plan, about, patience, way);
  const files = await nodeFiles(ground, running, software);
  const config = files.find(({ path }) => path === way.config);
  if (config === undefined) throw new TypeError("a kubelet has a configuration");
  // kubeadm writes one file for all nodes; what is this node's own goes in as a patch of it.
  const patch = { ...config, path: `${patchesFolder}/kubeletconfiguration+merge.json` };
  return { software, files: [...files, patch] };
}

// A kubelet complains each second of a folder of manifests that is not there.
const folders = [...nodeFolders, patchesFolder, "/etc/kubernetes", kubeadmPaths.manifests];

/** The files of the control machine, with which `kubeadm init` makes the control plane. */
export async function kubeadmControl(ground: Ground, cluster: KubeadmCluster): Promise<MachineSoftware> {
  const { control, workers, plan, site, secrets } = ground;
  // Its pods' addresses come after those of the workers.
  const { files } = await kubeadmNode(ground, control, workers.length, controlWay);
  const { pki } = kubeadmPaths;
  const key = await secrets.authority.key();
  const node = { name: control.machine.name, address: control.address };
  return {
    running: control,
    folders: [...folders, site.folder, pki, `${pki}/etcd`, ...Object.values(mounted)],
    files: [
      ...files,
      // etcd's clients are the cluster's: one authority for both.
      ...[pki, `${pki}/etcd`].flatMap((folder) => [
        { path: `${folder}/ca.crt`, text: secrets.ca },
        { path: `${folder}/ca.key`, text: key },
      ]),
      { path: `${pki}/sa.key`, text: secrets.serviceAccount.privateKey },
      { path: `${pki}/sa.pub`, text: secrets.serviceAccount.publicKey },
      ...servingCertificates.flatMap((name) => [
        { path: `${pki}/${name}.crt`, text: secrets.credentials[name].certificate },
        { path: `${pki}/${name}.key`, text: secrets.credentials[name].key },
      ]),
      { path: auditPolicyFile(site), text: JSON.stringify(auditPolicy()) },
      schedulerFile(site, plan.settings),
      { path: kubeadmFile, text: initText(cluster, node, plan.settings) },
    ],
    services: ["containerd"],
  };
}

/** The files of the workers, with which `kubeadm join` makes each a node. */
export async function kubeadmWorkers(
  ground: Ground,
  cluster: KubeadmCluster,
): Promise<readonly WorkerSoftware[]> {
  return Promise.all(
    ground.workers.map(async (running, index): Promise<WorkerSoftware> => {
      const { software, files } = await kubeadmNode(ground, running, index, workerWay);
      const node = { name: running.machine.name, address: running.address };
      return {
        running,
        folders,
        files: [...files, { path: kubeadmFile, text: joinText(cluster, node) }],
        services: ["containerd"],
        node: software,
      };
    }),
  );
}
