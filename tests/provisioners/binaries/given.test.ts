import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { kubemarkMark } from "../../../provisioners/binaries/go/kubemark-source.ts";
import { ensureBinaries } from "../../../provisioners/index.ts";
import { programFolder } from "./support/programs.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "columbo-given-"));
});
afterEach(() => rm(folder, { recursive: true }));

const take = () =>
  ensureBinaries("v1.34.4", {
    names: ["etcd", "kubectl", "kube-scheduler"],
    binDir: folder,
    signal: new AbortController().signal,
    report: () => undefined,
  });

test("a whole folder is taken as it is, whatever its etcd", async () => {
  await programFolder(folder, { etcd: "3.5.21", kubectl: "1.34.4", "kube-scheduler": "1.34.4" });
  expect(await take()).toEqual({
    etcd: join(folder, "etcd"),
    kubectl: join(folder, "kubectl"),
    "kube-scheduler": join(folder, "kube-scheduler"),
  });
});

test("what is missing, not executable, broken or of another version is named in one sentence", async () => {
  await programFolder(folder, { etcd: "not-a-version", kubectl: "1.33.0" });
  const message = `Folder of binaries ${folder}: etcd does not run, kubectl is v1.33.0, not v1.34.4, kube-scheduler is missing or not executable; expected executable etcd, kubectl, kube-scheduler of Kubernetes v1.34.4: put them there, or leave the folder out and let columbo setup get them.`;
  await expect(take()).rejects.toMatchObject({ message, exitCode: 3 });
  await programFolder(folder, { etcd: "3.6.16", kubectl: "1.34.4", "kube-scheduler": "1.34.4" });
  await chmod(join(folder, "kube-scheduler"), 0o644);
  await expect(take()).rejects.toThrow(/: kube-scheduler is missing or not executable; /);
});

const takeKubemark = () =>
  ensureBinaries("v1.34.4", {
    names: ["kubemark"],
    binDir: folder,
    signal: new AbortController().signal,
    report: () => undefined,
  });

test("a kubemark from elsewhere is refused: it would serve every address", async () => {
  await programFolder(folder, { kubemark: "1.34.4" });
  await expect(takeKubemark()).rejects.toThrow(
    "kubemark is not one that columbo setup --nodes hollow built, and would serve every address of this machine",
  );
});

test("a kubemark that an older Columbo changed otherwise is refused, and one as it is changed now is taken", async () => {
  const kubemark = join(folder, "kubemark");
  const saying = (help: string) =>
    writeFile(kubemark, `#!/bin/sh\necho "Kubernetes v1.34.4\n${help}"\n`, { mode: 0o755 });
  await saying(kubemarkMark);
  await expect(takeKubemark()).rejects.toThrow("kubemark was built by an older Columbo: build it anew with");
  await saying(`${kubemarkMark}\n  --images strings`);
  expect(await takeKubemark()).toEqual({ kubemark });
});
