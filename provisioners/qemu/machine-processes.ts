import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { MachineProcess } from "../contract.ts";
import { domainName } from "./domain/domain.ts";
import type { Raised } from "./raise.ts";

/** Where libvirt keeps the pid of each emulator. */
const pidFolder = "/run/libvirt/qemu";

/** The emulators on this host; a machine whose process is not found is left out. */
export async function machineProcesses({
  id,
  fleet,
}: Pick<Raised, "id" | "fleet">): Promise<readonly MachineProcess[]> {
  const found = await Promise.all(
    fleet.machines.map(async ({ machine: { name, role, cores, quota }, host }) => {
      if (host !== "local" || role === "bare") return [];
      const file = join(pidFolder, `${domainName(id, name)}.pid`);
      const pid = Number(await readFile(file, "utf8").catch(() => ""));
      return pid > 0 ? [{ machine: name, role, pid, cores: cores * quota }] : [];
    }),
  );
  return found.flat();
}
