import type { RootContent } from "mdast";
import type { Component } from "../../knowledge/index.ts";
import { clusterConfiguration, kubeadmCommands, restartCommands } from "../fragments/kubeadm.ts";
import { schedulerConfiguration, schedulerFile } from "../fragments/scheduler.ts";
import { priorityLevelCommands, priorityLevelUndo } from "../fragments/priority-levels.ts";
import { listed } from "../format.ts";
import { kubeletSteps, levelSteps, otherNodeSteps, workloadSteps } from "./apply-elsewhere.ts";
import { code, codeBlock, paragraph } from "./nodes.ts";
import { restartsOf, settingsOf, type KeptChange } from "./subject.ts";

const fetch =
  "kubectl --kubeconfig /etc/kubernetes/admin.conf -n kube-system get configmap kubeadm-config -o jsonpath='{.data.ClusterConfiguration}' > kubeadm.yaml";
const upload = "kubeadm init phase upload-config kubeadm --config kubeadm.yaml";

/** The way of the new values into a cluster that kubeadm made: files, commands, restarts, and what an upgrade reads. */
export function applySteps(changes: readonly KeptChange[]): RootContent[] {
  return [
    ...controlPlaneSteps(changes),
    ...levelSteps(priorityLevelCommands(settingsOf(changes, "to"))),
    ...kubeletSteps(changes, "to"),
    ...otherNodeSteps(changes, "to"),
    ...workloadSteps(changes, "to"),
  ];
}

function controlPlaneSteps(changes: readonly KeptChange[]): RootContent[] {
  const settings = settingsOf(changes, "to");
  const cluster = clusterConfiguration(settings);
  if (cluster === undefined) return [];
  const restarts = restartsOf(changes).filter(isStaticPod);
  return [
    paragraph(
      "Fetch the cluster's configuration first: whatever its file leaves out, kubeadm fills in with its own defaults, the version of Kubernetes among it.",
    ),
    codeBlock("sh", fetch),
    paragraph(
      "Merge this into ",
      code("kubeadm.yaml"),
      " (kubeadm 1.31 or later): an argument that stands there already gets the new value, all others stay",
      ...(changes.some(({ parameter }) => parameter?.set.by === "feature-gate")
        ? ["; feature-gates is one argument with all of a component's gates, to whose list these are added"]
        : []),
      ".",
    ),
    codeBlock("yaml", cluster.trimEnd()),
    ...schedulerFileOf(changes, "to"),
    paragraph(
      "On each control plane node in turn, with the same ",
      code("kubeadm.yaml"),
      ", let kubeadm write the manifests anew; kubelet restarts ",
      listed(restarts),
      " where the manifest changed.",
      ...(restarts.some((component) => component === "kube-apiserver" || component === "etcd")
        ? [
            " kubeadm takes the node's address from its default route: where a node has several, its file needs an InitConfiguration with localAPIEndpoint.advertiseAddress too.",
          ]
        : []),
    ),
    codeBlock("sh", kubeadmCommands(restarts)),
    ...schedulerRestart(
      changes,
      "The scheduler reads its file only when it starts, and kubelet does not restart a pod whose manifest is as it was. Where the manifest named the file already, restart it by taking the manifest away until kubelet has seen that, 20 seconds at most, and putting it back:",
    ),
    paragraph("Once, on any of these nodes, keep the change in the cluster, or the next upgrade loses it:"),
    codeBlock("sh", upload),
  ];
}

/** The way back to the values from before. */
export function undoSteps(changes: readonly KeptChange[]): RootContent[] {
  const flags = changes.filter(
    ({ parameter }) =>
      parameter !== undefined && (parameter.set.by === "flag" || parameter.set.by === "feature-gate"),
  );
  const cluster = clusterConfiguration(settingsOf(flags, "from"));
  return [
    paragraph(
      "The values from before. Where they are your version's defaults you can as well remove the lines.",
    ),
    ...(cluster === undefined
      ? []
      : [
          paragraph("Merge this into ", code("kubeadm.yaml"), ":"),
          codeBlock("yaml", cluster.trimEnd()),
          paragraph("Then on each control plane node in turn:"),
          codeBlock("sh", kubeadmCommands(restartsOf(flags).filter(isStaticPod))),
        ]),
    ...schedulerFileOf(changes, "from"),
    ...schedulerRestart(
      changes,
      "The scheduler's manifest stays as it is, so kubelet does not restart it; on each control plane node in turn:",
    ),
    ...(cluster === undefined
      ? []
      : [paragraph("Once, so that the next upgrade keeps this too:"), codeBlock("sh", upload)]),
    ...levelSteps(priorityLevelUndo(settingsOf(changes, "from"))),
    ...kubeletSteps(changes, "from"),
    ...otherNodeSteps(changes, "from"),
    ...workloadSteps(changes, "from"),
  ];
}

/** What kubeadm runs from a manifest on control plane nodes. */
function isStaticPod(component: Component): boolean {
  return component === "etcd" || /^kube-(apiserver|controller-manager|scheduler)$/.test(component);
}

function schedulerFileOf(changes: readonly KeptChange[], which: "from" | "to"): RootContent[] {
  const file = schedulerConfiguration(settingsOf(changes, which));
  if (file === undefined) return [];
  return [
    paragraph(
      "Write ",
      code(schedulerFile),
      " on every control plane node. Where the scheduler has a configuration file already, set these fields in that one instead, and leave the scheduler's part out of ",
      code("kubeadm.yaml"),
      ".",
    ),
    codeBlock("yaml", file.trimEnd()),
  ];
}

function schedulerRestart(changes: readonly KeptChange[], words: string): RootContent[] {
  if (schedulerConfiguration(settingsOf(changes, "to")) === undefined) return [];
  return [paragraph(words), codeBlock("sh", restartCommands("kube-scheduler"))];
}
