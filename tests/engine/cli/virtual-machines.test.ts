import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import type { Result } from "../../../engine/store/index.ts";
import { run, type StandingMachines } from "../../../provisioners/index.ts";
import { connect } from "../../../provisioners/qemu/ssh/remote.ts";
import { createSshKey } from "../../../provisioners/qemu/ssh/keys.ts";
import { testBinaries } from "../../support/binaries.ts";
import { columbo, nothingLeft, program, startColumbo, workplace } from "../../support/cli.ts";
import {
  libvirt,
  lackOfMachines,
  machinesExperiment,
  noMachineLeft,
  startLibvirt,
} from "../../support/virtual-machines.ts";

const lack = await lackOfMachines();
/** Emulated machines on a busy host take three times what they take on a quiet one. */
const timeout = 15 * 60_000;

const size = (tier: string, machines: number, gib: number) => [
  `${tier}_nodes = ${String(machines)}`,
  `${tier}_cores = 1`,
  `${tier}_memory = ${String(gib)}`,
  `${tier}_quota = 1.0`,
];

const pods = (count: number) => [
  "resource_manager = kubecontrol",
  "kube_version = v1.34.4",
  "application = empty",
  "sleep_time = 600",
  "kube_deployment = pod",
  "cache_worker = true",
  "application_worker_cpu = 0.01",
  "application_worker_memory = 0.01",
  `applications_per_worker = ${String(count)}`,
];

/** Runs the command line to its end, however long emulated machines take. */
const columboOnMachines = (
  argv: readonly string[],
  options: { readonly env: Record<string, string>; readonly cwd: string },
) => run(process.execPath, [program, ...argv], { deadlineMs: timeout, ...options });

/** A place whose machines are taken away even when the test fails on its way. */
async function machinePlace(): ReturnType<typeof workplace> {
  const place = await workplace();
  // Before the place itself goes, and with it what tells of them: hooks run in reverse.
  onTestFinished(async () => {
    await columbo(["clean"], { env: place.env });
  });
  return place;
}

/** Takes a machine off its network as soon as it is on it; its own system does not see that. */
async function unplug(domain: string): Promise<void> {
  const device = await vi.waitFor(
    async () => {
      const argv = ["--connect", "qemu:///system", "domiflist", domain];
      const [found] = /vnet\d+/.exec((await run("virsh", argv, { deadlineMs: 30_000 })).stdout) ?? [];
      if (found === undefined) throw new Error(`${domain} has no network device yet`);
      return found;
    },
    { timeout: 60_000, interval: 300 },
  );
  const { exitCode, stderr } = await run("ip", ["link", "set", device, "down"], { deadlineMs: 10_000 });
  expect(exitCode, stderr).toBe(0);
}

async function onlyCluster(folder: string): Promise<string> {
  const [id = ""] = await readdir(join(folder, "state", "columbo", "clusters"));
  return id;
}

describe.skipIf(lack !== undefined)(
  `virtual machines${lack === undefined ? "" : ` (skipped: ${lack})`}`,
  () => {
    let endLibvirt = (): void => undefined;

    beforeAll(async () => {
      await testBinaries();
      endLibvirt = await startLibvirt();
    }, 900_000);

    afterAll(() => {
      endLibvirt();
    });

    it("are made, measured and taken away", { timeout }, async () => {
      const { folder, env } = await machinePlace();
      const file = await machinesExperiment(folder, {
        infrastructure: [
          ...["prefixIP = 198.18", "delete = true", "cloud_nodes = 2", "cloud_cores = 2", "cloud_memory = 2"],
          ...[
            "cloud_quota = 1.0",
            "network_emulation = true",
            "cloud_latency_avg = 10",
            "cloud_latency_var = 0",
          ],
          "cloud_throughput = 20",
        ],
        benchmark: pods(5),
        columbo: ["repeats = 1", "warmup = 0"],
      });
      const { exitCode, stdout, stderr } = await columboOnMachines(["run", file, "--json"], {
        cwd: folder,
        env,
      });
      expect(exitCode, stderr).toBe(0);
      const result = JSON.parse(stdout) as Result;
      expect(result.baseline?.deploymentSeconds.trials).toHaveLength(1);
      expect(result.baseline?.incomplete).toBeUndefined();
      expect(result.observed?.coveragePercent).toBe(100);
      expect(result.observed?.clocks.map(({ host }) => host)).toEqual(["cloudcontroller", "cloud0"]);
      for (const { low = 9, high = -9 } of result.observed?.clocks ?? []) {
        expect(low).toBeGreaterThan(-1);
        expect(high).toBeLessThan(1);
      }
      const { machines, network, acceleration, timeouts } = result.machines!;
      expect(machines.map(({ name, role, login }) => [name, role, login])).toEqual([
        ["cloudcontroller", "control", undefined],
        ["cloud0", "worker", undefined],
      ]);
      expect(timeouts.length > 0).toBe(acceleration === "tcg");
      expect(network.links.map(({ from, to }) => [from, to])).toEqual([
        ["cloudcontroller", "cloud0"],
        ["cloud0", "cloudcontroller"],
      ]);
      // What is asked for is a bound that no busy machine breaks.
      for (const { delayMs = 0, rateMbit = 99 } of network.links) {
        expect(delayMs).toBeGreaterThan(9);
        expect(rateMbit).toBeLessThan(22);
      }
      const report = await run(
        "cat",
        [join(folder, "columbo-runs", (await readdir(join(folder, "columbo-runs")))[0]!, "report.md")],
        { deadlineMs: 5000 },
      );
      expect(report.stdout).toContain("The machines and their network");
      expect(await libvirt.names()).toEqual([]);
      expect(await readdir(join(folder, ".columbo", "runs"))).toEqual([]);
      await nothingLeft(folder, env);
    });

    it(
      "of which one ends during a trial fail it with exit code 4 and leave nothing",
      { timeout },
      async () => {
        const { folder, env } = await machinePlace();
        const file = await machinesExperiment(folder, {
          infrastructure: ["prefixIP = 198.18", ...size("cloud", 2, 2)],
          benchmark: pods(10),
          columbo: ["repeats = 1", "warmup = 0"],
        });
        const running = startColumbo(["run", file], { cwd: folder, env });
        await running.says("running trial baseline-1");
        const id = await onlyCluster(folder);
        await libvirt.destroy(`columbo-${id}-cloud0`);
        expect(await running.ended).toBe(4);
        expect(running.output()).toMatch(
          /^columbo: trial baseline-1 failed: machine cloud0 on local ended by itself; its last words: \S/m,
        );
        await columbo(["clean"], { cwd: folder, env });
        await noMachineLeft(id);
        await nothingLeft(folder, env);
      },
    );

    it("of which one never comes onto the network are started anew", { timeout }, async () => {
      const { folder, env } = await machinePlace();
      const infrastructure = ["infra_only = true", "prefixIP = 198.18", "delete = true"];
      const file = await machinesExperiment(folder, {
        infrastructure: [...infrastructure, ...size("edge", 2, 1)],
      });
      const running = startColumbo(["diagnose", file], { cwd: folder, env });
      await running.says("starting 2 machines");
      const id = await onlyCluster(folder);
      await unplug(`columbo-${id}-edge1`);
      expect(await running.ended).toBe(0);
      expect(running.output()).toMatch(
        /machine edge1 is silent \d+ s after the others answered: it is started anew/,
      );
      await nothingLeft(folder, env);
    });

    it(
      "stay where nothing is measured, side by side with another run's, and say how to log in",
      { timeout },
      async () => {
        const [one, other] = [await machinePlace(), await machinePlace()];
        const standing = await Promise.all(
          [one, other].map(async ({ folder, env }) => {
            const infrastructure = ["infra_only = true", "prefixIP = 198.18", ...size("edge", 1, 1)];
            const file = await machinesExperiment(folder, { infrastructure });
            const { exitCode, stdout, stderr } = await columboOnMachines(["diagnose", file, "--json"], {
              cwd: folder,
              env,
            });
            expect(exitCode, stderr).toBe(0);
            return JSON.parse(stdout) as StandingMachines;
          }),
        );
        const addresses = standing.map(({ machines }) => machines[0]!.address);
        expect(new Set(addresses).size).toBe(2);
        const { login = "" } = standing[0]!.machines[0]!;
        const [program_, ...argv] = login.split(" ") as [string, ...string[]];
        const { stdout } = await run(program_, [...argv, "hostname"], { deadlineMs: 60_000 });
        expect(stdout).toBe("edge0");
        // Another host key than the one that was made for it.
        const stranger = createSshKey("stranger");
        await expect(
          connect(
            "edge0",
            {
              host: addresses[0]!,
              user: "root",
              privateKey: stranger.privateKey,
              hostKeys: [stranger.publicKey],
            },
            60_000,
          ),
        ).rejects.toThrow(/shows another SSH host key than the one known for edge0/);
        for (const [index, { env }] of [one, other].entries()) {
          const [{ stdout: first }, { stdout: again }] = [
            await columbo(["clean", "--json"], { env }),
            await columbo(["clean", "--json"], { env }),
          ];
          expect(JSON.parse(first)).toMatchObject({ machines: 1, skipped: [] });
          expect(JSON.parse(again)).toMatchObject({ clusters: [], machines: 0, skipped: [] });
          await noMachineLeft(standing[index]!.id);
        }
      },
    );

    it("that do not fit are refused with the numbers, and so are addresses of somebody else's", async () => {
      const { folder, env } = await machinePlace();
      const tooMany = await machinesExperiment(folder, {
        infrastructure: ["infra_only = true", "prefixIP = 198.18", ...size("edge", 20, 999)],
      });
      const refused = await columbo(["diagnose", tooMany, "--dry-run"], { cwd: folder, env });
      expect(refused.exitCode).toBe(3);
      expect(refused.stderr).toMatch(
        /^columbo: 20 machines on local need 2\d{4}\.\d GiB of memory and it has \d+\.\d GiB/m,
      );

      const link = `cxtest${String(process.pid % 10_000)}`;
      const ip = (...argv: readonly string[]) => run("ip", argv, { deadlineMs: 10_000 });
      onTestFinished(async () => {
        await ip("link", "delete", link);
      });
      await ip("link", "add", link, "type", "bridge");
      await ip("address", "add", "198.18.200.1/24", "dev", link);
      const taken = await machinesExperiment(folder, {
        infrastructure: ["infra_only = true", "prefixIP = 198.18", "middleIP = 200", ...size("edge", 1, 1)],
      });
      const { exitCode, stderr } = await columbo(["diagnose", taken, "--dry-run"], { cwd: folder, env });
      expect(exitCode).toBe(3);
      expect(stderr).toContain(
        `columbo: the machines' network 198.18.200.1/24 overlaps that of ${link} (198.18.200.1/24): set another prefixIP or middleIP`,
      );
    });

    it("are shown without being made", async () => {
      const { folder, env } = await machinePlace();
      const file = await machinesExperiment(folder, {
        infrastructure: ["infra_only = true", "prefixIP = 198.18", ...size("edge", 2, 1)],
      });
      const { exitCode, stdout, stderr } = await columbo(["diagnose", file, "--dry-run"], {
        cwd: folder,
        env,
      });
      expect(exitCode, stderr).toBe(0);
      expect(stdout.match(/<domain type=/g)).toHaveLength(2);
      expect(stdout).toContain('  <memory unit="GiB">1</memory>\n');
      await nothingLeft(folder, env);
    });

    it("that a killed run left are taken away by clean", { timeout }, async () => {
      const { folder, env } = await machinePlace();
      const file = await machinesExperiment(folder, {
        infrastructure: ["infra_only = true", "prefixIP = 198.18", ...size("edge", 1, 1)],
      });
      const running = startColumbo(["diagnose", file], { cwd: folder, env });
      await running.says("starting 1 machine");
      running.child.kill("SIGKILL");
      await running.ended;
      const id = await onlyCluster(folder);
      const cleaned = await columbo(["clean", "--json"], { env });
      expect(JSON.parse(cleaned.stdout)).toMatchObject({ clusters: [id], skipped: [] });
      await noMachineLeft(id);
      expect(await readdir(join(folder, ".columbo", "runs"))).toEqual([]);
      await nothingLeft(folder, env);
    });
  },
);
