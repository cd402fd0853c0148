import type { ModelledPodStart } from "../../../experiments/index.ts";
import { podReportsAtOnce } from "../../../knowledge/index.ts";

const stage = (name: string, kind: "Node" | "Pod", spec: object) => ({
  apiVersion: "kwok.x-k8s.io/v1alpha1",
  kind: "Stage",
  metadata: { name },
  spec: { resourceRef: { apiGroup: "v1", kind }, ...spec },
});

const ready = '.status.conditions.[] | select( .type == "Ready" ) | .status';

const nodeConditions = `
conditions:
{{ range NodeConditions }}
- type: {{ .type }}
  status: {{ .status | Quote }}
  reason: {{ .reason | Quote }}
  message: {{ .message | Quote }}
  lastHeartbeatTime: {{ Now | Quote }}
  lastTransitionTime: {{ $.metadata.creationTimestamp | Quote }}
{{ end }}
`;

const podRunning = `
{{ $now := Now }}
phase: Running
startTime: {{ $now | Quote }}
hostIP: {{ index (NodeIPsWith .spec.nodeName) 0 | Quote }}
podIP: {{ index (PodIPsWith .spec.nodeName false .metadata.uid .metadata.name .metadata.namespace) 0 | Quote }}
conditions:
- { type: PodReadyToStartContainers, status: "True", lastTransitionTime: {{ $now | Quote }} }
- { type: Initialized, status: "True", lastTransitionTime: {{ $now | Quote }} }
- { type: ContainersReady, status: "True", lastTransitionTime: {{ $now | Quote }} }
- { type: Ready, status: "True", lastTransitionTime: {{ $now | Quote }} }
containerStatuses:
{{ range .spec.containers }}
- name: {{ .name | Quote }}
  image: {{ .image | Quote }}
  ready: true
  started: true
  restartCount: 0
  state: { running: { startedAt: {{ $now | Quote }} } }
{{ end }}
`;

/**
 * What kwok does with nodes and pods. A pod runs after a time that is drawn evenly between the two ends (kwok's
 * jitterDurationMilliseconds is the upper end, not an addition), and goes on for ever: a pod that ended would cost
 * the job controller requests that no part of a deployment is.
 */
export function kwokStages(podStart: ModelledPodStart): readonly unknown[] {
  return [
    stage("node-initialize", "Node", {
      selector: { matchExpressions: [{ key: ready, operator: "NotIn", values: ["True"] }] },
      next: { statusTemplate: nodeConditions },
    }),
    // A kubelet writes an unchanged status every five minutes; its leases show in between that it lives.
    stage("node-heartbeat", "Node", {
      selector: { matchExpressions: [{ key: ready, operator: "In", values: ["True"] }] },
      delay: { durationMilliseconds: 300_000, jitterDurationMilliseconds: 330_000 },
      next: { statusTemplate: nodeConditions },
    }),
    stage("pod-ready", "Pod", {
      selector: {
        matchExpressions: [
          { key: ".metadata.deletionTimestamp", operator: "DoesNotExist" },
          { key: ".status.phase", operator: "In", values: ["Pending"] },
        ],
      },
      delay: { durationMilliseconds: podStart.minMs, jitterDurationMilliseconds: podStart.maxMs },
      next: { statusTemplate: podRunning },
    }),
    stage("pod-delete", "Pod", {
      selector: { matchExpressions: [{ key: ".metadata.deletionTimestamp", operator: "Exists" }] },
      next: { delete: true },
    }),
  ];
}

const options = {
  apiVersion: "config.kwok.x-k8s.io/v1alpha1",
  kind: "KwokConfiguration",
  options: {
    podPlayStageParallelism: podReportsAtOnce,
    nodePlayStageParallelism: 4,
    nodeLeaseParallelism: 4,
  },
};

/** The stages as kwok reads them: YAML documents, each of them JSON. */
export function kwokConfig(podStart: ModelledPodStart): string {
  return [options, ...kwokStages(podStart)].map((document) => `${JSON.stringify(document)}\n`).join("---\n");
}
