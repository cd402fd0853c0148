import { join, resolve } from "node:path";
import { isExecutable } from "../executable.ts";
import { run } from "../process.ts";
import { SetupError } from "./errors.ts";
import { kubemarkImagesFlag, kubemarkMark } from "./go/kubemark-source.ts";
import type { BinaryName } from "./names.ts";
import { saysVersion } from "./says-version.ts";

/** Whether a program's version follows Kubernetes' own; etcd and kwok may be any that run. */
const followsKubernetes = (name: BinaryName): boolean => name !== "etcd" && name !== "kwok";

/** What is wrong with a kubemark: it must be built from the source as it is changed now. */
async function faultOfKubemark(path: string, signal: AbortSignal): Promise<string | undefined> {
  const { stdout } = await run(path, ["--help"], { deadlineMs: 30_000, signal });
  if (!stdout.includes(kubemarkMark))
    return "kubemark is not one that columbo setup --nodes hollow built, and would serve every address of this machine";
  if (!stdout.includes(kubemarkImagesFlag))
    return "kubemark was built by an older Columbo: build it anew with columbo setup --nodes hollow";
  return undefined;
}

async function check(
  name: BinaryName,
  path: string,
  kubernetes: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (!(await isExecutable(path))) return `${name} is missing or not executable`;
  const said = await saysVersion(name, path, signal);
  if (said === undefined) return `${name} does not run`;
  if (followsKubernetes(name) && said !== kubernetes) return `${name} is ${said}, not ${kubernetes}`;
  return name === "kubemark" ? await faultOfKubemark(path, signal) : undefined;
}

/** Takes the binaries of a folder that the user named; whatever is wrong with it is said in one sentence. */
export async function givenBinaries<N extends BinaryName>(
  folder: string,
  kubernetes: string,
  names: readonly N[],
  signal: AbortSignal,
): Promise<Readonly<Record<N, string>>> {
  const paths = Object.fromEntries(names.map((name) => [name, resolve(join(folder, name))])) as Record<
    N,
    string
  >;
  const checks = names.map((name) => check(name, paths[name], kubernetes, signal));
  const faults = (await Promise.all(checks)).filter((fault) => fault !== undefined);
  if (faults.length > 0)
    throw new SetupError(
      `Folder of binaries ${folder}: ${faults.join(", ")}; expected executable ${names.join(", ")} of Kubernetes ${kubernetes}: put them there, or leave the folder out and let columbo setup get them.`,
    );
  return paths;
}
