import type { ComponentProcess } from "../contract.ts";
import { ProvisionError } from "../errors.ts";
import { clusterVariable } from "../marked-processes.ts";
import { startService, type Service } from "../process.ts";
import { lastWords } from "./last-words.ts";
import { logFile, type Site } from "./site.ts";

/** A process of the cluster: a component, and the node that it plays or works for. */
export type ServiceId = Pick<ComponentProcess, "component" | "node">;

/** The name of its log. */
export const serviceName = ({ component, node }: ServiceId): string =>
  node === undefined ? component : `${component}-${node}`;

/** Watches over the processes of one cluster: each of them lives until it is told to end. */
export interface Supervisor {
  /** Aborted with a ProvisionError when a process ends untold. */
  readonly failed: AbortSignal;
  /** Resolves with its process id once it runs. */
  start(service: ServiceId, binary: string, argv: readonly string[]): Promise<number>;
  /** Ends a process at once and waits until it is gone. All of them survive that: etcd's log is synced. */
  stop(service: ServiceId): Promise<void>;
  /** Ends all of them at once, and whatever is just being started. */
  stopAll(): Promise<void>;
  processes(): readonly ComponentProcess[];
}

/** Starts nothing by itself. Every process carries the cluster's id in its environment. */
export function createSupervisor(site: Site, cluster: string): Supervisor {
  const running = new Map<string, { readonly id: ServiceId; readonly service: Service }>();
  const failure = new AbortController();
  let closed = false;
  // Not the user's own variables: GOGC, GODEBUG, ETCD_* and their like change what is measured.
  const environment = {
    PATH: process.env["PATH"] ?? "",
    HOME: site.folder,
    [clusterVariable]: cluster,
  };

  async function mourn(id: ServiceId, service: Service): Promise<void> {
    const name = serviceName(id);
    const { exitCode, signal } = await service.exited;
    if (running.get(name)?.service !== service) return;
    running.delete(name);
    const who = id.node === undefined ? id.component : `${id.component} of node ${id.node}`;
    const how = signal === undefined ? `exit code ${exitCode ?? "unknown"}` : signal;
    const words = await lastWords(logFile(site, name));
    failure.abort(new ProvisionError(`${who} ended by itself (${how}); its last words: ${words}`, 4));
  }

  async function stop(id: ServiceId): Promise<void> {
    const name = serviceName(id);
    const found = running.get(name);
    // Forgotten first: from here on its end is no failure.
    running.delete(name);
    await found?.service.kill();
  }

  return {
    failed: failure.signal,
    async start(id, binary, argv) {
      const name = serviceName(id);
      if (running.has(name)) throw new TypeError(`${name} runs already`);
      const service = await startService(binary, argv, {
        cwd: site.folder,
        env: environment,
        log: logFile(site, name),
      }).catch((error: unknown) => {
        throw new ProvisionError(`${name}: ${(error as Error).message}`, 3, { cause: error });
      });
      running.set(name, { id, service });
      void mourn(id, service);
      if (closed) await stop(id);
      return service.pid;
    },
    stop,
    async stopAll() {
      closed = true;
      await Promise.all([...running.values()].map(({ id }) => stop(id)));
    },
    processes: () => [...running.values()].map(({ id, service }) => ({ ...id, pid: service.pid })),
  };
}
