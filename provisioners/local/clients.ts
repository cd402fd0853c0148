import type { ClientIdentity } from "../contract.ts";
import { createHttpsClient, type HttpsClient } from "./https-client.ts";
import type { SettableComponent } from "./settings.ts";
import { urlOf, type Site } from "./site.ts";

/** One client per component that serves, all of them showing Columbo's certificate. */
export type Clients = Readonly<Record<SettableComponent, HttpsClient>>;

/** The URL of every component that serves. */
export function urlsOf(site: Site): Readonly<Record<SettableComponent, string>> {
  return {
    etcd: urlOf(site, site.ports.etcd),
    "kube-apiserver": urlOf(site, site.ports.apiServer),
    "kube-controller-manager": urlOf(site, site.ports.controllerManager),
    "kube-scheduler": urlOf(site, site.ports.scheduler),
  };
}

export function createClients(site: Site, identity: ClientIdentity): Clients {
  const urls = urlsOf(site);
  const client = (name: SettableComponent) => createHttpsClient(urls[name], identity, site.slowness);
  return {
    etcd: client("etcd"),
    "kube-apiserver": client("kube-apiserver"),
    "kube-controller-manager": client("kube-controller-manager"),
    "kube-scheduler": client("kube-scheduler"),
  };
}
