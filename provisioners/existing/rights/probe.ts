import type { ProbedRight } from "../../contract.ts";
import type { ExistingApi } from "../api.ts";
import type { WantedRight } from "./wanted.ts";

const path = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";

/**
 * Asks the API server whether Columbo has these rights, all at once; every known user may ask.
 * @throws ProvisionError when it does not answer, or does not know who asks
 */
export async function probe(
  api: ExistingApi,
  wanted: readonly WantedRight[],
  signal: AbortSignal,
): Promise<readonly ProbedRight[]> {
  return Promise.all(
    wanted.map(async ({ needed: _needed, purpose, ...right }): Promise<ProbedRight> => {
      const answer = (await api.send("POST", path, {
        what: "asking the API server for Columbo's rights",
        body: reviewOf(right),
        signal,
      })) as { readonly status?: { readonly allowed?: boolean } };
      return { ...right, purpose, allowed: answer.status?.allowed === true };
    }),
  );
}

/** Fields of authorization.k8s.io/v1 SelfSubjectAccessReviewSpec. */
function reviewOf({
  verb,
  group = "",
  resource = "",
  path: url,
  namespace,
}: Omit<WantedRight, "needed" | "purpose">) {
  const [name = "", subresource] = resource.split("/");
  const attributes = {
    verb,
    group,
    resource: name,
    ...(subresource === undefined ? {} : { subresource }),
    ...(namespace === undefined ? {} : { namespace }),
  };
  return {
    apiVersion: "authorization.k8s.io/v1",
    kind: "SelfSubjectAccessReview",
    spec:
      url === undefined ? { resourceAttributes: attributes } : { nonResourceAttributes: { path: url, verb } },
  };
}

/** Whether every one of these verbs on a resource (or a path) was found to be allowed. */
export function mayDo(
  rights: readonly ProbedRight[],
  verbs: readonly string[],
  about: { readonly resource?: string; readonly path?: string; readonly namespace?: string },
): boolean {
  return verbs.every((verb) =>
    rights.some(
      (right) =>
        right.allowed &&
        right.verb === verb &&
        right.resource === about.resource &&
        right.path === about.path &&
        (about.namespace === undefined || right.namespace === about.namespace),
    ),
  );
}
