import { expect, test } from "vitest";
import { linesWith } from "../../../engine/observe/component-log.ts";
import { ownershipChanges, ownershipMessages } from "../../../engine/observe/ownership-changes.ts";

const begun = (ts: number, uid: string, volume: string) =>
  JSON.stringify({
    ts,
    v: 4,
    msg: "Perform recursive ownership change for directory",
    path: `/var/lib/kubelet/pods/${uid}/volumes/kubernetes.io~${volume}`,
  });
const mounted = (ts: number, uid: string, volume: string, namespace = "columbo") =>
  JSON.stringify({
    ts,
    v: 1,
    msg: `MountVolume.SetUp succeeded for volume "${volume}" (UniqueName: "kubernetes.io/x/${volume}") pod "app" (UID: "${uid}") `,
    pod: { name: `app-${uid}`, namespace },
  });

test("a kubelet's lines say when it began with the files of a volume and when that was set up", () => {
  const lines = [
    begun(1000, "a", "local-volume/data"),
    begun(1001, "a", "projected/kube-api-access-x"),
    mounted(1002, "a", "kube-api-access-x"),
    begun(1003, "b", "csi/pvc-1/mount"),
    begun(1004, "other", "local-volume/data"),
    mounted(2900, "a", "data"),
    mounted(3003, "b", "pvc-1"),
    mounted(3004, "other", "data", "kube-system"),
    mounted(3005, "c", "data"),
    JSON.stringify({ ts: 1, msg: "MountVolume.SetUp failed for volume" }),
  ];
  const found = [...linesWith(lines, ownershipMessages)];
  expect(found).toHaveLength(9);
  expect(ownershipChanges(found, "columbo")).toEqual([
    { pod: "app-a", volume: "data", startedAt: 1000, finishedAt: 2900 },
    { pod: "app-b", volume: "pvc-1", startedAt: 1003, finishedAt: 3003 },
  ]);
});
