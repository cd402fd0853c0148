import { readFile } from "node:fs/promises";
import { sha256Of } from "../../binaries/checksum.ts";
import { versionOf } from "../../binaries/versions.ts";
import type { ProvisionerHost } from "../../contract.ts";
import { cachedArchive, cacheFault, cacheKey } from "../../images/cache.ts";
import { makeArchive } from "../../images/make.ts";
import { settableComponents, type SettableComponent } from "../../local/settings.ts";

/** Stands where kubeadm would name the registry of Kubernetes' project: these images are made here. */
export const imageRepository = "docker.io/columbo";

/** What an image of the control plane is made of: a program where its manifest's command looks for it. */
const folder = "usr/local/bin";

/**
 * The tag of etcd's image. kubeadm reads from it which arguments this etcd takes. The suffix is that of the project's own
 * images. Source: kubernetes v1.34.4 cmd/kubeadm/app/phases/etcd/local.go, getEtcdCommand.
 */
export const etcdTag = (kubernetes: string): string => `${versionOf("etcd", kubernetes).replace(/^v/, "")}-0`;

/** The images of the control plane as `kubeadm config images list` names them, by component. */
export function controlPlaneImages(kubernetes: string): Readonly<Record<SettableComponent, string>> {
  const named = (name: SettableComponent, tag: string) => `${imageRepository}/${name}:${tag}`;
  return {
    etcd: named("etcd", etcdTag(kubernetes)),
    "kube-apiserver": named("kube-apiserver", kubernetes),
    "kube-controller-manager": named("kube-controller-manager", kubernetes),
    "kube-scheduler": named("kube-scheduler", kubernetes),
  };
}

/**
 * Gives the archive with the control plane's images, each of one layer with one of these programs: from the cache, or
 * made in a second or two.
 */
export async function ensureControlPlaneImages(
  kubernetes: string,
  binaries: Readonly<Record<SettableComponent, string>>,
  host: ProvisionerHost,
): Promise<string> {
  const references = controlPlaneImages(kubernetes);
  const sums = await Promise.all(settableComponents.map((name) => sha256Of(binaries[name])));
  const prefix = `control-plane-${cacheKey({ folder, sums }, references)}-`;
  const cached = await cachedArchive(prefix);
  if (cached !== undefined) return cached;
  const images = () =>
    Promise.all(
      settableComponents.map(async (name) => ({
        program: `${folder}/${name}`,
        reference: references[name],
        content: await readFile(binaries[name]),
        environment: [`PATH=/${folder}`],
      })),
    );
  try {
    return await makeArchive({ prefix, what: "the control plane's images", images }, host);
  } catch (error) {
    host.signal.throwIfAborted();
    throw cacheFault(error) ?? error;
  }
}
