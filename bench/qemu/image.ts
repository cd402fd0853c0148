import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureBinaries } from "../../provisioners/index.ts";
import { ensureImages } from "../../provisioners/images/index.ts";
import { ensureImage } from "../../provisioners/qemu/image/ensure.ts";
import { markdown } from "../columbo.ts";
import { host } from "../host.ts";

/** How long the machines' image takes to build, and to be found again; a file of its own makes it a new one. */
export async function imageTable(): Promise<string> {
  console.error("bench: the machines' image");
  const scratch = await mkdtemp(join(tmpdir(), "columbo-bench-"));
  const mark = join(scratch, "mark");
  await writeFile(mark, `${String(Date.now())}\n`);
  const names = ["etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler", "kubelet"] as const;
  const binaries = await ensureBinaries("v1.34.4", { ...host, names });
  const programs = Object.fromEntries(names.map((name) => [`usr/local/bin/${name}`, binaries[name]]));
  const contents = {
    programs: { ...programs, "usr/local/share/mark": mark },
    archives: [(await ensureImages(host)).path],
  };
  const built = await timed(() => ensureImage(contents, host));
  const found = await timed(() => ensureImage(contents, host));
  await rm(found.value.folder, { recursive: true });
  await rm(scratch, { recursive: true });
  return markdown(
    ["the machines' image", "seconds"],
    [
      ["built", built.seconds],
      ["found in the cache", found.seconds],
    ],
  );
}

async function timed<T>(work: () => Promise<T>): Promise<{ readonly value: T; readonly seconds: string }> {
  const start = performance.now();
  const value = await work();
  return { value, seconds: `${((performance.now() - start) / 1000).toFixed(1)} s` };
}
