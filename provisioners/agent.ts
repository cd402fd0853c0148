import { Agent, type AgentOptions } from "node:https";
import type { ClientIdentity } from "./contract.ts";

/** A connection pool to servers of a cluster that shows this identity, of as many connections at once. */
export function agentFor(identity: ClientIdentity, maxSockets: number): Agent {
  const { ca, certificate, key, serverName, insecure, proxy } = identity;
  const options: AgentOptions = {
    keepAlive: true,
    maxSockets,
    ...(ca === undefined ? {} : { ca }),
    ...(certificate === undefined ? {} : { cert: certificate }),
    ...(key === undefined ? {} : { key }),
    ...(serverName === undefined ? {} : { servername: serverName }),
    ...(insecure === true ? { rejectUnauthorized: false } : {}),
    ...(proxy === undefined ? {} : { proxyEnv: proxy }),
  };
  return new Agent(options);
}
