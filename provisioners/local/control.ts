import type { Setting } from "../../knowledge/index.ts";
import type { Clients } from "./clients.ts";
import { etcdArgv } from "./components/etcd.ts";
import { apiServerArgv } from "./components/kube-apiserver.ts";
import { controllerManagerArgv } from "./components/kube-controller-manager.ts";
import { schedulerArgv, schedulerConfig, schedulerConfigFile } from "./components/kube-scheduler.ts";
import { settingsByComponent, type SettableComponent } from "./settings.ts";
import type { Site } from "./site.ts";
import { waitUntil } from "./wait-until.ts";

const argvOf: Readonly<Record<SettableComponent, (site: Site) => readonly string[]>> = {
  etcd: etcdArgv,
  "kube-apiserver": apiServerArgv,
  "kube-controller-manager": controllerManagerArgv,
  "kube-scheduler": schedulerArgv,
};

/** Starts the control plane's components with given settings and knows when they are healthy. */
export interface Control {
  start(name: SettableComponent, settings: readonly Setting[]): Promise<void>;
  /** Resolves when the component says that it is healthy. */
  healthy(name: SettableComponent, signal: AbortSignal): Promise<void>;
}

const healthPath = {
  etcd: "/health",
  "kube-apiserver": "/readyz",
  "kube-controller-manager": "/healthz",
  "kube-scheduler": "/healthz",
} as const;

const everyMs = 40;
const deadlineMs = 60_000;

/** Starts components where the control plane is, and writes what they read at their start. */
export interface ComponentStarter {
  start(name: SettableComponent, argv: readonly string[]): Promise<unknown>;
  /** A file for its user alone. */
  write(path: string, text: string): Promise<void>;
}

/** Knows how each component of this cluster is started and asked. */
export function createControl(site: Site, starter: ComponentStarter, clients: Clients): Control {
  return {
    async start(name, settings) {
      const { flags, config: values } = settingsByComponent(settings)[name];
      if (name === "kube-scheduler") {
        const config = schedulerConfig(site, values);
        await starter.write(schedulerConfigFile(site), JSON.stringify(config));
      }
      await starter.start(name, [...argvOf[name](site), ...flags]);
    },
    healthy: healthOf(site, clients),
  };
}

/** Waits until a component says that it is healthy. */
export function healthOf({ slowness }: Site, clients: Clients): Control["healthy"] {
  return async (name, signal) => {
    const ask = async () => (await clients[name].send("GET", healthPath[name], { signal })).status === 200;
    await waitUntil(`${name}'s start`, ask, { everyMs, deadlineMs, signal, slowness });
  };
}
