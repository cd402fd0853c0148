import type { MountNamespace } from "./mount-namespace.ts";
import { containerdSocket } from "./containerd.ts";
import { order, type Programs } from "./programs.ts";

/** A node's images, in containerd's namespace that the kubelet sees. */
export interface NodeImages {
  /** Loads an archive. */
  load(archive: string, signal: AbortSignal): Promise<void>;
  /** Removes every image but these, with what only they had, and waits until it is gone. */
  keepOnly(references: readonly string[], signal: AbortSignal): Promise<void>;
}

interface Image {
  readonly reference: string;
  readonly digest: string;
}

/** The lines of `ctr images ls`, whose third column is the digest. */
export function parseImages(text: string): readonly Image[] {
  return text
    .split("\n")
    .slice(1)
    .map((line) => line.split(/\s+/))
    .flatMap(([reference = "", , digest = ""]) => (digest === "" ? [] : [{ reference, digest }]));
}

export function nodeImages(namespace: MountNamespace, programs: Programs): NodeImages {
  const ctr = (what: string, argv: readonly string[], signal: AbortSignal): Promise<string> => {
    const all = ["--address", containerdSocket, "--namespace", "k8s.io", "images", ...argv];
    return order(what, ...namespace.enter(programs.ctr, all), { signal });
  };
  return {
    async load(archive, signal) {
      await ctr("loading the images of a real node", ["import", archive], signal);
    },
    async keepOnly(references, signal) {
      const images = parseImages(await ctr("listing a node's images", ["ls"], signal));
      // An image has several names: that of its digest and that of its configuration stand beside the given one.
      const kept = images
        .filter(({ reference }) => references.includes(reference))
        .map(({ digest }) => digest);
      const others = images.filter(({ digest }) => !kept.includes(digest)).map(({ reference }) => reference);
      if (others.length > 0) await ctr("removing a node's images", ["rm", "--sync", ...others], signal);
    },
  };
}
