import { createControl } from "../../local/control.ts";
import { logFile } from "../../local/site.ts";
import { maxPodsOf, programsOf, type Ground, type Installer, type WorkerSoftware } from "../installer.ts";
import { shippedPlaybook } from "../playbooks.ts";
import { podSubnet } from "../software/pod-network.ts";
import { controlSoftware } from "./control-software.ts";
import { controlUnit } from "./control-units.ts";
import { fileSource } from "./mirror.ts";
import { nodeSoftware } from "./node-software.ts";
import { servicesOf } from "./services.ts";
import { workerSoftware } from "./worker-software.ts";

const programs = ["etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler", "kubelet"] as const;

/** Kubernetes' components as services of systemd, with certificates and configuration that are made here. */
export const servicesInstaller: Installer = {
  programs,
  playbook: shippedPlaybook("software.yml"),
  contents: (_kubernetes, binaries) =>
    Promise.resolve({ programs: programsOf(programs, binaries), archives: [] }),
  async software(ground) {
    const { site, patience } = ground;
    const control = controlSoftware(ground);
    return {
      control,
      workers: await workersOf(ground),
      controlPlane(clients) {
        const { remote } = control.running;
        const services = servicesOf(remote, control.files);
        const starter = {
          start: (name: Parameters<typeof controlUnit>[1], argv: readonly string[]) =>
            services.start(controlUnit(site, name, argv, patience)),
          write: services.write,
        };
        return {
          control: createControl(site, starter, clients),
          stop: services.stop,
          pods: 0,
          logs: {
            "kube-controller-manager": fileSource(remote, logFile(site, "kube-controller-manager")),
            "kube-scheduler": fileSource(remote, logFile(site, "kube-scheduler")),
          },
        };
      },
    };
  },
};

async function workersOf(ground: Ground): Promise<readonly WorkerSoftware[]> {
  const { plan, workers, patience } = ground;
  return Promise.all(
    workers.map(async (running, index) => {
      const { name } = running.machine;
      const about = {
        name,
        address: running.address,
        maxPods: maxPodsOf(plan, name),
        subnet: podSubnet(index),
      };
      const node = nodeSoftware(plan, about, patience);
      return { ...(await workerSoftware(ground, running, node)), node };
    }),
  );
}
