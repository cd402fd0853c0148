import { randomBytes } from "node:crypto";
import { healthOf } from "../../local/control.ts";
import { settableComponents } from "../../local/settings.ts";
import { programsOf, type Installer } from "../installer.ts";
import { shippedPlaybook } from "../playbooks.ts";
import { servicesOf } from "../kubernetes/services.ts";
import { initText } from "./configuration.ts";
import { containerSource } from "./container-log.ts";
import { ensureControlPlaneImages } from "./images.ts";
import { kubeadmFile } from "./paths.ts";
import { kubeadmControl, kubeadmWorkers, schedulerFile } from "./software.ts";
import { staticPodsOf } from "./static-pods.ts";

/** What machines have as programs; the control plane's are in images. */
const programs = ["kubelet", "kubeadm"] as const;

/** A cluster that kubeadm makes: the control plane as static pods, and nodes that join it. */
export const kubeadmInstaller: Installer = {
  programs: [...programs, ...settableComponents],
  playbook: shippedPlaybook("kubeadm.yml"),
  async contents(kubernetes, binaries, host) {
    const archive = await ensureControlPlaneImages(kubernetes, binaries, host);
    return { programs: programsOf(programs, binaries), archives: [archive] };
  },
  async software(ground) {
    const { plan, site, secrets, patience } = ground;
    const cluster = { kubernetes: plan.kubernetes, site, patience, token: newToken(), ca: secrets.ca };
    const control = await kubeadmControl(ground, cluster);
    const node = { name: control.running.machine.name, address: control.running.address };
    return {
      control,
      workers: await kubeadmWorkers(ground, cluster),
      controlPlane(clients) {
        const { remote } = control.running;
        const pods = staticPodsOf(
          remote,
          servicesOf(remote, control.files),
          healthOf(site, clients),
          (settings) => [
            schedulerFile(site, settings),
            { path: kubeadmFile, text: initText(cluster, node, settings) },
          ],
        );
        return {
          control: pods,
          stop: pods.stop,
          pods: settableComponents.length,
          logs: {
            "kube-controller-manager": containerSource(remote, "kube-controller-manager"),
            "kube-scheduler": containerSource(remote, "kube-scheduler"),
          },
        };
      },
    };
  },
};

/** A token by which nodes join: six letters or digits, a dot, sixteen more. */
function newToken(): string {
  const letters = randomBytes(11).toString("hex");
  return `${letters.slice(0, 6)}.${letters.slice(6)}`;
}
