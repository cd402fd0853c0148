import { open } from "node:fs/promises";
import type { ComponentProcess } from "../contract.ts";
import { ProvisionError } from "../errors.ts";
import { clusterVariable } from "../marked-processes.ts";
import { startService, type Service } from "../process.ts";
import { logFile, type Site } from "./site.ts";

export type ServiceName = ComponentProcess["component"];

/** Watches over the processes of one cluster: each of them lives until it is told to end. */
export interface Supervisor {
  /** Aborted with a ProvisionError when a process ends untold. */
  readonly failed: AbortSignal;
  start(name: ServiceName, binary: string, argv: readonly string[]): Promise<void>;
  /** Ends a process at once and waits until it is gone. All of them survive that: etcd's log is synced. */
  stop(name: ServiceName): Promise<void>;
  /** Ends all of them at once, and whatever is just being started. */
  stopAll(): Promise<void>;
  processes(): readonly ComponentProcess[];
}

const tailBytes = 8192;
const sentenceLength = 300;

/** What a log line says: the message and error of a structured line, else the line. */
export function lineMeaning(line: string): string {
  let text = line;
  try {
    const { msg, err, error } = JSON.parse(line) as Record<string, unknown>;
    const parts = [msg, err ?? error].filter((part) => typeof part === "string" && part !== "");
    if (parts.length > 0) text = parts.join(": ");
  } catch {
    // Not a structured line.
  }
  return text.length > sentenceLength ? `${text.slice(0, sentenceLength)}...` : text;
}

/** The last line of a log, shortened to a sentence. */
export async function lastWords(path: string): Promise<string> {
  const file = await open(path).catch(() => undefined);
  if (file === undefined) return "no log";
  try {
    const { size } = await file.stat();
    const from = Math.max(0, size - tailBytes);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(tailBytes), 0, tailBytes, from);
    const lines = buffer.toString("utf8", 0, bytesRead).split("\n");
    return lineMeaning(lines.findLast((line) => line.trim() !== "") ?? "empty log");
  } finally {
    await file.close();
  }
}

/** Starts nothing by itself. Every process carries the cluster's id in its environment. */
export function createSupervisor(site: Site, cluster: string): Supervisor {
  const running = new Map<ServiceName, Service>();
  const failure = new AbortController();
  let closed = false;
  // Not the user's own variables: GOGC, GODEBUG, ETCD_* and their like change what is measured.
  const environment = {
    PATH: process.env["PATH"] ?? "",
    HOME: site.folder,
    [clusterVariable]: cluster,
  };

  async function mourn(name: ServiceName, service: Service): Promise<void> {
    const { exitCode, signal } = await service.exited;
    if (running.get(name) !== service) return;
    running.delete(name);
    const how = signal === undefined ? `exit code ${exitCode ?? "unknown"}` : signal;
    const words = await lastWords(logFile(site, name));
    failure.abort(new ProvisionError(`${name} ended by itself (${how}); its last words: ${words}`, 4));
  }

  async function stop(name: ServiceName): Promise<void> {
    const service = running.get(name);
    // Forgotten first: from here on its end is no failure.
    running.delete(name);
    await service?.kill();
  }

  return {
    failed: failure.signal,
    async start(name, binary, argv) {
      if (running.has(name)) throw new TypeError(`${name} runs already`);
      const service = await startService(binary, argv, {
        cwd: site.folder,
        env: environment,
        log: logFile(site, name),
      }).catch((error: unknown) => {
        throw new ProvisionError(`${name}: ${(error as Error).message}`, 3, { cause: error });
      });
      running.set(name, service);
      void mourn(name, service);
      if (closed) await stop(name);
    },
    stop,
    async stopAll() {
      closed = true;
      await Promise.all([...running.keys()].map(stop));
    },
    processes: () => [...running].map(([component, { pid }]) => ({ component, pid })),
  };
}
