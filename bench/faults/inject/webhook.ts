import { once } from "node:events";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import type { Cluster } from "../../../provisioners/index.ts";
import { createAuthority } from "../../../provisioners/local/pki.ts";
import type { Injection } from "../fault.ts";
import { objectsMade } from "./objects.ts";

/** A validating webhook that lets everything pass. */
export interface SlowWebhook {
  /** Of the webhook; its configuration has it as well. */
  readonly name: string;
  /** What it is asked about. */
  readonly resource: "pods" | "jobs";
  /** Milliseconds until it answers; absent = never. */
  readonly answersAfter?: number;
  readonly timeoutSeconds: number;
  readonly failurePolicy: "Fail" | "Ignore";
}

/** Serves a webhook on 127.0.0.1 and has the API server ask it about each object that is created. */
export async function webhookServed(cluster: Cluster, webhook: SlowWebhook): Promise<Injection> {
  const authority = await createAuthority();
  const { certificate, key } = await authority.issue({ user: webhook.name, addresses: ["127.0.0.1"] });
  const server = createServer({ cert: certificate, key }, (request, response) => {
    if (webhook.answersAfter === undefined) return;
    void Promise.all([text(request), sleep(webhook.answersAfter)]).then(([body]) => {
      const { request: asked } = JSON.parse(body) as { readonly request: { readonly uid: string } };
      const review = {
        apiVersion: "admission.k8s.io/v1",
        kind: "AdmissionReview",
        response: { uid: asked.uid, allowed: true },
      };
      response.setHeader("content-type", "application/json").end(JSON.stringify(review));
    });
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  const remove = async (): Promise<void> => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  };
  try {
    await objectsMade(cluster, [
      {
        collection: "/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations",
        object: configurationOf(webhook, port, authority.certificate),
      },
    ]);
  } catch (error) {
    await remove();
    throw error;
  }
  return { remove };
}

function configurationOf(
  { name, resource, timeoutSeconds, failurePolicy }: SlowWebhook,
  port: number,
  authority: string,
) {
  return {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "ValidatingWebhookConfiguration",
    metadata: { name },
    webhooks: [
      {
        name,
        clientConfig: {
          url: `https://127.0.0.1:${String(port)}/`,
          caBundle: Buffer.from(authority).toString("base64"),
        },
        rules: [
          {
            operations: ["CREATE"],
            apiGroups: [resource === "pods" ? "" : "batch"],
            apiVersions: ["v1"],
            resources: [resource],
          },
        ],
        timeoutSeconds,
        failurePolicy,
        sideEffects: "None",
        admissionReviewVersions: ["v1"],
      },
    ],
  };
}
