import type { Cluster } from "../../../provisioners/index.ts";
import type { Injection } from "../fault.ts";
import { objectsMade } from "./objects.ts";

const collection = "/apis/flowcontrol.apiserver.k8s.io/v1";
const apiVersion = "flowcontrol.apiserver.k8s.io/v1";

/** Whose requests go into a level of their own. */
export type Subject =
  | { readonly kind: "ServiceAccount"; readonly namespace: string; readonly name: string }
  | { readonly kind: "User"; readonly name: string };

/** Puts all requests of somebody into a priority level with one share that neither lends nor borrows. */
export async function squeezed(cluster: Cluster, name: string, subject: Subject): Promise<Injection> {
  const { kind, ...who } = subject;
  const object = kind === "User" ? { kind, user: who } : { kind, serviceAccount: who };
  return objectsMade(cluster, [
    {
      collection: `${collection}/prioritylevelconfigurations`,
      object: {
        apiVersion,
        kind: "PriorityLevelConfiguration",
        metadata: { name },
        spec: {
          type: "Limited",
          limited: {
            nominalConcurrencyShares: 1,
            lendablePercent: 0,
            borrowingLimitPercent: 0,
            limitResponse: {
              type: "Queue",
              queuing: { queues: 16, handSize: 4, queueLengthLimit: 500 },
            },
          },
        },
      },
    },
    {
      collection: `${collection}/flowschemas`,
      object: {
        apiVersion,
        kind: "FlowSchema",
        metadata: { name },
        spec: {
          priorityLevelConfiguration: { name },
          // Before those of kube-apiserver itself, the first of which for controllers has 800.
          matchingPrecedence: 300,
          distinguisherMethod: { type: "ByUser" },
          rules: [
            {
              subjects: [object],
              resourceRules: [
                {
                  verbs: ["*"],
                  apiGroups: ["*"],
                  resources: ["*"],
                  namespaces: ["*"],
                  clusterScope: true,
                },
              ],
            },
          ],
        },
      },
    },
  ]);
}
