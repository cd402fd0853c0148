import type { OwnershipChange } from "../trial/record.ts";
import { nameIn } from "./component-log.ts";
import type { LogLine } from "./log-line.ts";

const begun = "Perform recursive ownership change for directory";
/** The volume, the pod's UID and more follow in the message itself. */
const mounted = "MountVolume.SetUp succeeded for volume ";

export const ownershipMessages: readonly string[] = [begun, mounted];

/** A shorter one is none that anybody waits for: each pod with an fsGroup has some, of volumes with a file or two. */
const shortestMs = 10;

/**
 * For how long a kubelet went through the files of volumes to give them to the pods' group: it says so at V(4) when it
 * begins, and that the volume is set up as soon as it is through (kubernetes v1.34.4 pkg/volume/volume_linux.go,
 * pkg/volume/util/operationexecutor/operation_generator.go).
 */
export function ownershipChanges(lines: readonly LogLine[], namespace: string): readonly OwnershipChange[] {
  const startedAt = new Map<string, number>();
  return lines.flatMap(({ ts, msg, path, pod }): readonly OwnershipChange[] => {
    if (msg === begun) {
      const [, uid, volume] = /\/pods\/([^/]+)\/volumes\/[^/]+\/([^/]+)/.exec(String(path)) ?? [];
      if (uid !== undefined && volume !== undefined) startedAt.set(`${uid} ${volume}`, ts);
      return [];
    }
    if (!msg.startsWith(mounted)) return [];
    const [, volume = "", uid = ""] = /volume "([^"]+)".*\(UID: "([^"]+)"\)/.exec(msg) ?? [];
    const from = startedAt.get(`${uid} ${volume}`);
    const name = nameIn(namespace, pod);
    if (from === undefined || name === undefined || ts - from < shortestMs) return [];
    return [{ pod: name, volume, startedAt: from, finishedAt: ts }];
  });
}
