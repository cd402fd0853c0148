import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../../../provisioners/index.ts";
import { program } from "./programs.ts";
import type { Answer } from "./server.ts";

const arch = process.arch === "arm64" ? "arm64" : "amd64";

export const sha256 = (data: string | Buffer): string => createHash("sha256").update(data).digest("hex");

/** Where the mirror keeps kubectl. */
export const kubectlPath = `/release/v1.34.4/bin/linux/${arch}/kubectl`;
const kwokFolder = "/kubernetes-sigs/kwok/releases/download/v0.8.0";
const etcdFolder = "/etcd-io/etcd/releases/download/v3.6.16";

async function etcdArchive(stem: string): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), "columbo-etcd-"));
  try {
    await mkdir(join(folder, stem));
    await writeFile(join(folder, stem, "etcd"), program("etcd", "3.6.16"), { mode: 0o755 });
    await run("tar", ["-czf", "etcd.tar.gz", stem], { cwd: folder, deadlineMs: 30_000 });
    return await readFile(join(folder, "etcd.tar.gz"));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** What a mirror of the official releases has of kubectl v1.34.4, etcd and kwok. */
export async function mirrorAnswers(): Promise<Map<string, Answer>> {
  const kubectl = program("kubectl", "1.34.4");
  const kwok = program("kwok", "0.8.0");
  const stem = `etcd-v3.6.16-linux-${arch}`;
  const etcd = await etcdArchive(stem);
  return new Map<string, Answer>([
    [kubectlPath, kubectl],
    [`${kubectlPath}.sha256`, sha256(kubectl)],
    [`${kwokFolder}/kwok-linux-${arch}`, kwok],
    [`${kwokFolder}/SHA256SUMS`, `${sha256("x")}  other\n${sha256(kwok)}  kwok-linux-${arch}\n`],
    [`${etcdFolder}/${stem}.tar.gz`, etcd],
    [`${etcdFolder}/SHA256SUMS`, `${sha256(etcd)}  ${stem}.tar.gz\n`],
  ]);
}
