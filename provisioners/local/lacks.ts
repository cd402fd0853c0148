import { constants } from "node:fs";
import { access, statfs } from "node:fs/promises";
import type { Plan } from "../../experiments/index.ts";
import type { Lack } from "../contract.ts";
import { stateFolders } from "../state-folders.ts";
import { nearestExisting } from "./nearest-existing.ts";
import { castOf } from "./players.ts";

// A trial of 1,600 pods writes about 30 MB of logs, etcd's data comes to less than 100 MB.
const neededBytes = 1024 ** 3;

/** What this machine lacks for the plan's local cluster; looks only. */
export async function lacks(plan: Plan): Promise<readonly Lack[]> {
  if (process.platform !== "linux")
    return [
      {
        what: `a local cluster needs Linux, and this is ${process.platform}`,
        mend: "run Columbo on a Linux machine, in a virtual machine or in a container",
      },
    ];
  const { clusters } = stateFolders();
  const folder = await nearestExisting(clusters);
  const found: Lack[] = [];
  try {
    await access(folder, constants.W_OK);
  } catch {
    found.push({
      what: `the folder ${folder} is not writable, and clusters are kept below it`,
      mend: "set XDG_STATE_HOME to a folder of your own",
    });
  }
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize < neededBytes)
    found.push({
      what: `the disk of ${folder} has less than 1 GiB free for a cluster's data and logs`,
      mend: "free some space, or set XDG_STATE_HOME to a folder on another disk",
    });
  const ofNodes = castOf(plan).map(({ player, nodes }) => player.lacks(plan, nodes));
  return [...found, ...(await Promise.all(ofNodes)).flat()];
}
