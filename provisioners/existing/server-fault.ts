import { ProvisionError } from "../errors.ts";
import type { Access } from "./kubeconfig/access.ts";

/** Codes of node:tls and OpenSSL, and what they mean for whoever wrote the kubeconfig. */
const tlsFaults: Readonly<Record<string, string>> = {
  SELF_SIGNED_CERT_IN_CHAIN: "is not signed by the authority that the kubeconfig names",
  DEPTH_ZERO_SELF_SIGNED_CERT: "is not signed by the authority that the kubeconfig names",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "is not signed by the authority that the kubeconfig names",
  UNABLE_TO_GET_ISSUER_CERT: "is not signed by the authority that the kubeconfig names",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "is not signed by the authority that the kubeconfig names",
  CERT_SIGNATURE_FAILURE: "is not signed by the authority that the kubeconfig names",
  ERR_TLS_CERT_ALTNAME_INVALID: "is for another name than the address",
  CERT_HAS_EXPIRED: "has expired",
  CERT_NOT_YET_VALID: "is not valid yet",
};

const networkFaults: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nobody listens there",
  ENOTFOUND: "its name is not known",
  EAI_AGAIN: "its name cannot be looked up",
  EHOSTUNREACH: "there is no way to it",
  ENETUNREACH: "there is no way to it",
};

type Place = Pick<Access, "server" | "context">;

/** Why a request got no answer, in one sentence; an error of another kind comes back as it is. */
export function unanswered(error: unknown, { server, context }: Place): Error {
  const known = error instanceof Error ? error : new Error(String(error));
  if (!(known instanceof ProvisionError)) return known;
  const cause = known.cause as NodeJS.ErrnoException | undefined;
  const where = `the API server ${server} of context ${JSON.stringify(context)}`;
  const tls = tlsFaults[cause?.code ?? ""];
  if (tls !== undefined)
    return new ProvisionError(
      `the certificate of ${where} ${tls}: expected certificate-authority and tls-server-name in the kubeconfig to fit it`,
      3,
      { cause: known },
    );
  const why = networkFaults[cause?.code ?? ""] ?? cause?.message ?? known.message;
  return new ProvisionError(
    `${where} cannot be reached (${why}): check that the cluster runs and that this machine may reach it`,
    3,
    { cause: known },
  );
}

/** Why a request was refused, in one sentence: 401 is about who asks, 403 about what for. */
export function refused(
  { status, body }: { readonly status: number; readonly body: string },
  what: string,
  { context, userName, origin }: Pick<Access, "context" | "userName" | "origin">,
): ProvisionError {
  if (status === 401)
    return new ProvisionError(
      `${origin}: the cluster of context ${JSON.stringify(context)} does not accept the credentials of user ${JSON.stringify(userName)}: they have expired or were withdrawn, log in again`,
      3,
    );
  const said = messageOf(body) ?? `HTTP ${status}`;
  return new ProvisionError(
    status === 403 ? `${what} is forbidden: ${said}` : `${what} failed: ${said}`,
    status === 403 ? 3 : 4,
  );
}

function messageOf(body: string): string | undefined {
  try {
    const { message } = JSON.parse(body) as { readonly message?: unknown };
    return typeof message === "string" ? message : undefined;
  } catch {
    return undefined;
  }
}
