import type { ComponentEndpoint } from "../../provisioners/index.ts";
import { getText, type Connection } from "./api-request.ts";
import { send } from "./send.ts";

const deadlineMs = 10_000;

/** A component whose verbosity was raised, and what it is put back to. */
export interface Raised {
  readonly endpoint: ComponentEndpoint;
  readonly before: number;
}

/**
 * Raises the verbosity of a component while it runs; undefined when it says enough already.
 * @throws Error when it does not let itself be changed, or when what to put back cannot be known
 */
export async function raiseVerbosity(
  connection: Connection,
  endpoint: ComponentEndpoint,
  wanted: number,
): Promise<Raised | undefined> {
  // The endpoint can only be written; what the component was started with is in its configuration.
  const before = endpoint.verbosity ?? (await configuredVerbosity(connection, endpoint));
  if (before >= wanted) return undefined;
  await setVerbosity(connection, endpoint, wanted);
  return { endpoint, before };
}

/** PUT /debug/flags/v, which every component of v1.29 to v1.37 has (apiserver/pkg/server/routes/flags.go). */
export async function setVerbosity(
  connection: Connection,
  { component, node, url }: ComponentEndpoint,
  verbosity: number,
): Promise<void> {
  const { status, text } = await send(connection, {
    method: "PUT",
    url: `${url}/debug/flags/v`,
    body: String(verbosity),
    type: "text/plain",
    signal: AbortSignal.timeout(deadlineMs),
  });
  if (status === 200) return;
  const whose = node === undefined ? component : `${component} of ${node}`;
  throw new Error(
    `the verbosity of the ${whose} could not be set to ${String(verbosity)}: ${String(status)} ${text.slice(0, 200).trim()}`,
  );
}

/** `logging.verbosity` of a kubelet's configuration, which its flag -v is part of; 0 is left out of it. */
async function configuredVerbosity(connection: Connection, { url }: ComponentEndpoint): Promise<number> {
  const text = await getText(connection, `${url}/configz`, deadlineMs);
  const answer = JSON.parse(text) as {
    readonly kubeletconfig?: { readonly logging?: { readonly verbosity?: number } };
  };
  if (answer.kubeletconfig === undefined) throw new Error(`${url}/configz says nothing of a kubelet`);
  return answer.kubeletconfig.logging?.verbosity ?? 0;
}
