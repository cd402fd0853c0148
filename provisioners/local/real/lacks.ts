import { access, constants, realpath, statfs } from "node:fs/promises";
import type { Plan, PlannedNode } from "../../../experiments/index.ts";
import { binariesFolder } from "../../binaries/index.ts";
import type { Lack } from "../../contract.ts";
import { run } from "../../process.ts";
import { stateFolders } from "../../state-folders.ts";
import { nearestExisting } from "../nearest-existing.ts";
import { readCapabilities } from "./capabilities.ts";
import { readHierarchies } from "./cgroups.ts";
import { findPlugins, pluginFolders } from "./cni.ts";
import { machineSize } from "./machine.ts";
import { masked } from "./node.ts";
import { findProgram, systemFolders } from "../../executable.ts";
import { programPackages, type ProgramName } from "./programs.ts";
import { lacksCores, lacksSize } from "./size.ts";

/** The command that installs Debian packages. */
export const install = (debian: string): string => `apt-get install -y --no-install-recommends ${debian}`;

const otherwise = "or give the experiment hollow or kwok nodes, which need no root";

/** What real nodes need of this process: root, with all that containers do. */
export async function lacksRights(): Promise<readonly Lack[]> {
  if (process.getuid?.() !== 0)
    return [
      {
        what: "real nodes need root, and this is an ordinary user",
        mend: `run Columbo as root, ${otherwise}`,
      },
    ];
  const capabilities = await readCapabilities();
  const missing = (["SYS_ADMIN", "NET_ADMIN"] as const).filter((name) => !capabilities.has(name));
  if (missing.length > 0)
    return [
      {
        what: `real nodes need the capabilities ${missing.map((name) => `CAP_${name}`).join(" and ")}, which root does not have here`,
        mend: `run Columbo outside of the container, or in a privileged one, ${otherwise}`,
      },
    ];
  for (const { folder } of readHierarchies().all)
    try {
      await access(folder, constants.W_OK);
    } catch {
      const mend = `run Columbo where it is writable, ${otherwise}`;
      return [{ what: `real nodes need control groups, and ${folder} is read-only here`, mend }];
    }
  return [];
}

/** Whether a version text of containerd, "containerd <module> v1.6.20 <commit>", has the CRI's version 1. */
export function speaksCri1(text: string): boolean {
  const [, major, minor] = /\bv?(\d+)\.(\d+)\.\d/.exec(text) ?? [];
  return Number(major) > 1 || (Number(major) === 1 && Number(minor) >= 6);
}

/** Something that is not installed, or too old, and the Debian package that brings it. */
export interface Missing {
  readonly what: string;
  readonly debian: string;
}

/** Programs and plugins of the machine that real nodes use; `folders` are looked at after PATH, `plugins` for those of CNI. */
export async function missingPrograms(
  folders: readonly string[] = systemFolders,
  plugins: readonly string[] = pluginFolders,
): Promise<readonly Missing[]> {
  const missing: Missing[] = [];
  for (const name of Object.keys(programPackages) as ProgramName[])
    if ((await findProgram(name, folders)) === undefined)
      missing.push({ what: `${name}, which is not installed`, debian: programPackages[name] });
  const containerd = await findProgram("containerd", folders);
  if (containerd !== undefined) {
    const { stdout } = await run(containerd, ["--version"], { deadlineMs: 10_000 });
    const version = stdout.trim();
    if (!speaksCri1(version))
      missing.push({
        what: `containerd 1.6 or newer, which speaks the CRI's version 1, and ${containerd} is ${version === "" ? "of no known version" : version}`,
        debian: "containerd",
      });
  }
  if ((await findPlugins(plugins)) === undefined)
    missing.push({
      what: `the CNI plugins bridge, host-local and loopback, which are in none of ${plugins.join(", ")}`,
      debian: "containernetworking-plugins",
    });
  return missing;
}

/** linux/magic.h; such a file system cannot hold the upper layer of another one of its kind. */
const overlayfs = 0x794c7630;

/** Folders of Columbo's that a node's own view of the file system must still show, and that hold containers. */
export async function lacksPlace(): Promise<readonly Lack[]> {
  const state = await nearestExisting(stateFolders().clusters);
  const named = [
    [state, "XDG_STATE_HOME"],
    [await nearestExisting(binariesFolder()), "XDG_CACHE_HOME"],
  ] as const;
  const lacks: Lack[] = [];
  for (const [folder, variable] of named) {
    const path = await realpath(folder);
    const mask = masked.find((each) => `${path}/`.startsWith(`${each}/`));
    if (mask !== undefined)
      lacks.push({
        what: `real nodes have a ${mask} of their own, and Columbo keeps files of theirs in ${path}`,
        mend: `set ${variable} to a folder elsewhere`,
      });
  }
  if ((await statfs(state)).type === overlayfs)
    lacks.push({
      what: `real nodes keep containers in ${state}, and its file system (overlayfs) cannot hold their layers`,
      mend: "set XDG_STATE_HOME to a folder on a disk or a volume",
    });
  return lacks;
}

/** What this machine lacks for any real node: rights, or programs and a place. */
export async function lacksForMachine(): Promise<readonly Lack[]> {
  const rights = await lacksRights();
  // Without rights nothing else is worth mending.
  if (rights.length > 0) return rights;
  const missing = await missingPrograms();
  const programs = missing.map(({ what, debian }) => ({
    what: `real nodes need ${what}`,
    mend: install(debian),
  }));
  return [...programs, ...(await lacksPlace())];
}

/** What this machine lacks for these real nodes. */
export async function lacksForRealNodes(plan: Plan, nodes: readonly PlannedNode[]): Promise<readonly Lack[]> {
  const { cores, memoryBytes } = await machineSize();
  return [...(await lacksForMachine()), ...lacksSize(nodes, memoryBytes), ...lacksCores(plan, cores)];
}
