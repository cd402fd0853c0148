import type { ProvisionerHost } from "../../contract.ts";
import { ProvisionError } from "../../errors.ts";
import { ensureImages, type ImageArchive } from "../../images/index.ts";
import { readCapabilities } from "./capabilities.ts";
import { readHierarchies, type Hierarchies } from "./cgroups.ts";
import { findPlugins } from "./cni.ts";
import type { MachineSize } from "./kubelet.ts";
import { machineSize } from "./machine.ts";
import { findPrograms, type Programs } from "./programs.ts";

/** What the machine gives to all real nodes of a cluster alike. */
export interface Ground {
  readonly programs: Programs;
  readonly hierarchies: Hierarchies;
  readonly machine: MachineSize;
  /** Folder of the CNI plugins. */
  readonly plugins: string;
  /** Whether processes may lower their oom_score_adj. */
  readonly mayLowerOomScore: boolean;
  readonly archive: ImageArchive;
}

/** Finds out about this machine, and builds the images where they are not cached. */
export async function surveyGround(host: ProvisionerHost): Promise<Ground> {
  const plugins = await findPlugins();
  if (plugins === undefined)
    throw new ProvisionError("a real node needs CNI plugins, which are not installed", 3);
  return {
    programs: await findPrograms(),
    hierarchies: readHierarchies(),
    machine: await machineSize(),
    plugins,
    mayLowerOomScore: (await readCapabilities()).has("SYS_RESOURCE"),
    archive: await ensureImages(host),
  };
}
