import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { clusterBinaries, type Binaries } from "../../../provisioners/binaries/index.ts";
import { createCluster, type LocalCluster } from "../../../provisioners/local/cluster.ts";
import { createAuthority } from "../../../provisioners/local/pki.ts";
import { choosePorts } from "../../../provisioners/local/ports.ts";
import { ownStateFolder, quietHost, smallPlan } from "../../support/local-cluster.ts";

/** A cluster whose every program is this shell script; nothing is started. */
async function scripted(script: string, interrupt = new AbortController().signal): Promise<LocalCluster> {
  const state = await ownStateFolder();
  const folder = await mkdtemp(join(tmpdir(), "columbo-scripted-"));
  const program = join(folder, "program");
  await writeFile(program, `#!/bin/sh\n${script}\n`);
  await chmod(program, 0o755);
  await mkdir(join(folder, "logs"));
  const binaries = Object.fromEntries(clusterBinaries.map((name) => [name, program])) as Binaries;
  const authority = await createAuthority();
  const identity = { ca: authority.certificate, ...(await authority.issue({ user: "columbo" })) };
  const site = { folder, ports: await choosePorts(0) };
  const made = createCluster({
    id: "local-scripted",
    site,
    plan: smallPlan(),
    binaries,
    authority,
    identity,
    remains: {},
    host: quietHost(interrupt),
  });
  onTestFinished(async () => {
    await made.cluster.down();
    await rm(folder, { recursive: true, force: true });
    await state.remove();
  });
  return made;
}

test("a reset that meets a broken connection names the component that died", async () => {
  const { cluster, control } = await scripted("sleep 0.3; echo out of luck; exit 7");
  await control.start("etcd", []);
  await expect(cluster.reset()).rejects.toThrow(
    "etcd ended by itself (exit code 7); its last words: out of luck",
  );
});

test("a server that is not there is a failed cluster, no fault of Columbo's own", async () => {
  const { cluster } = await scripted("exit 0");
  await expect(cluster.reset()).rejects.toMatchObject({ name: "ProvisionError", exitCode: 4 });
});

test("an interrupt ends a reset with its own reason", async () => {
  const interruption = new AbortController();
  const { cluster } = await scripted("exit 0", interruption.signal);
  interruption.abort(new Error("enough"));
  await expect(cluster.reset()).rejects.toThrow("enough");
});

test("a program that cannot be started is the machine's fault", async () => {
  const { control, cluster } = await scripted("exit 0");
  await rm(join(cluster.scratch, "..", "program"));
  await expect(control.start("etcd", [])).rejects.toMatchObject({
    exitCode: 3,
    message: expect.stringMatching(/^etcd: cannot start .*ENOENT/) as string,
  });
});
