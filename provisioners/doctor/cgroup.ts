import { access, readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { verdict, type Verdict } from "./finding.ts";

/** Real nodes run on either version; a kubelet from 1.35 on wants to be told so for version 1, and it is. */
export async function cgroupVersion(): Promise<Verdict> {
  const unified = await access("/sys/fs/cgroup/cgroup.controllers").then(
    () => true,
    () => false,
  );
  return verdict("optional", true, unified ? "version 2" : "version 1");
}

/**
 * The folders of this process's cgroups that may limit a resource, by the text of /proc/self/cgroup: version 2's, or
 * those of version 1's controller. A limit of a folder above holds too, so those are among them.
 */
export function cgroupFolders(text: string, controller: string): readonly string[] {
  return text.split("\n").flatMap((line) => {
    const [, controllers, path] = line.split(":");
    if (path === undefined) return [];
    if (controllers === "") return withParents("/sys/fs/cgroup", path);
    return controllers?.split(",").includes(controller) === true
      ? withParents(`/sys/fs/cgroup/${controller}`, path)
      : [];
  });
}

function withParents(mount: string, path: string): readonly string[] {
  const folders = [mount];
  for (let folder = path; folder !== "/"; folder = dirname(folder)) folders.push(`${mount}${folder}`);
  return folders;
}

/** A file of a cgroup; undefined when there is no such one, and thus no such limit. */
export async function readLimit(path: string): Promise<string | undefined> {
  return readFile(path, "utf8").then(
    (text) => text.trim(),
    () => undefined,
  );
}
