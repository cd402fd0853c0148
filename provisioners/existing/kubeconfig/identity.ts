import { X509Certificate } from "node:crypto";
import type { RequestOptions } from "node:https";
import type { ClientIdentity } from "../../contract.ts";
import { ProvisionError } from "../../errors.ts";
import { KubeconfigError } from "./errors.ts";
import { proxyOf } from "./proxy.ts";
import { forLibrary, singleKubeconfig } from "./single.ts";
import type { Access } from "./access.ts";

/** Impersonation that the client library would leave out, which would be another user than the one that was meant. */
const notUnderstood = ["as-groups", "as-uid", "as-user-extra"];

/**
 * Who Columbo is by this access: certificates, tokens, exec plugins and the rest as the client library reads them.
 * @param now milliseconds since the epoch
 * @throws KubeconfigError when a file that it names is missing, ProvisionError when a plugin fails or its client
 * certificate has expired
 */
export async function identityOf(access: Access, now = Date.now()): Promise<ClientIdentity> {
  const odd = notUnderstood.find((key) => access.user[key] !== undefined);
  if (odd !== undefined)
    throw new KubeconfigError(`${access.origin}: user ${quoted(access)} has ${odd}, which Columbo cannot do`);
  // The library takes longer to load than a whole small command.
  const { KubeConfig } = await import("@kubernetes/client-node");
  const config = new KubeConfig();
  config.loadFromString(singleKubeconfig(access, undefined, forLibrary(access)));
  const ask = async (): Promise<RequestOptions> => {
    const options: RequestOptions = {};
    try {
      await config.applyToHTTPSOptions(options);
    } catch (error) {
      throw explained(error, access);
    }
    return options;
  };
  const { ca, cert, key, rejectUnauthorized, servername } = await ask();
  requireValid(cert, access, now);
  const proxy = proxyOf(access);
  return {
    ...pem("ca", ca),
    ...pem("certificate", cert),
    ...pem("key", key),
    ...(servername === undefined ? {} : { serverName: servername }),
    ...(rejectUnauthorized === false ? { insecure: true } : {}),
    ...(proxy === undefined ? {} : { proxy }),
    headers: async () => headersOf(await ask()),
  };
}

/** Headers of a request; the library gives a user's name and password beside them. */
function headersOf({ headers, auth }: RequestOptions): Readonly<Record<string, string>> {
  const own = Object.entries(headers ?? {}).flatMap(([name, value]): [string, string][] =>
    // A token's file may end in a line break, which no header may hold.
    typeof value === "string" ? [[name, value.trim()]] : [],
  );
  const basic = typeof auth === "string" ? { Authorization: `Basic ${btoa(auth)}` } : {};
  return { ...basic, ...Object.fromEntries(own) };
}

/** The library gives texts and buffers, and null for what is not there. */
function textOf(value: unknown): string | undefined {
  if (Buffer.isBuffer(value)) return value.toString("utf8");
  return typeof value === "string" ? value : undefined;
}

function pem<K extends string>(key: K, value: unknown): Partial<Record<K, string>> {
  const text = textOf(value);
  return text === undefined ? {} : ({ [key]: text } as Record<K, string>);
}

function requireValid(certificate: unknown, access: Access, now: number): void {
  const text = textOf(certificate);
  if (text === undefined) return;
  let read: X509Certificate;
  try {
    read = new X509Certificate(text);
  } catch {
    throw new KubeconfigError(`${access.origin}: the client certificate of user ${quoted(access)} is none`);
  }
  if (read.validToDate.getTime() < now)
    throw new ProvisionError(
      `${access.origin}: the client certificate of user ${quoted(access)} expired on ${read.validToDate.toISOString().slice(0, 10)}: have it renewed`,
      3,
    );
}

function explained(error: unknown, access: Access): Error {
  const { code, path, message } = error as NodeJS.ErrnoException;
  const { exec } = access.user as { exec?: { command?: unknown } | null };
  if (exec !== undefined && exec !== null) {
    const [said = ""] = message.trim().split("\n");
    return new ProvisionError(
      `${access.origin}: the program ${String(exec.command)} that gives user ${quoted(access)} its credentials failed: ${said}`,
      3,
    );
  }
  return new KubeconfigError(
    `${access.origin}: ${path === undefined ? "the credentials" : path} of user ${quoted(access)} cannot be read (${code ?? message})`,
  );
}

function quoted({ userName }: Access): string {
  return JSON.stringify(userName);
}
