import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadExperiment, planOf } from "../../../experiments/index.ts";
import { provisioners, run, type Cluster } from "../../../provisioners/index.ts";
import { testBinaries } from "../../support/binaries.ts";
import { apiOf, getJson, ownStateFolder, quietHost } from "../../support/local-cluster.ts";
import { lackOfMachines, machinesExperiment, startLibvirt } from "../../support/virtual-machines.ts";

const lack = await lackOfMachines();
const timeout = 15 * 60_000;

const components = ["etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler"] as const;

describe.skipIf(lack !== undefined)(
  `a cluster on virtual machines${lack === undefined ? "" : ` (skipped: ${lack})`}`,
  () => {
    let end = (): void => undefined;
    let state: Awaited<ReturnType<typeof ownStateFolder>>;
    let folder: string;
    let cluster: Cluster | undefined;

    beforeAll(async () => {
      await testBinaries();
      end = await startLibvirt();
      state = await ownStateFolder();
      folder = await mkdtemp(join(tmpdir(), "columbo-machines-"));
      const size = ["cloud_nodes = 2", "cloud_cores = 1", "cloud_memory = 2", "cloud_quota = 1.0"];
      const file = await machinesExperiment(folder, {
        infrastructure: ["prefixIP = 198.18", "delete = true", ...size],
        benchmark: [
          ...["resource_manager = kubecontrol", "kube_version = v1.34.4", "kube_deployment = pod"],
          ...["application = empty", "sleep_time = 60", "cache_worker = true", "applications_per_worker = 1"],
          ...["application_worker_cpu = 0.01", "application_worker_memory = 0.01"],
        ],
        kubernetes: ["kube-scheduler.clientConnection.qps = 70"],
      });
      const plan = planOf((await loadExperiment(file)).experiment);
      cluster = await provisioners.qemu.up(plan, quietHost());
    }, timeout);

    afterAll(async () => {
      await cluster?.down();
      await state.remove();
      await rm(folder, { recursive: true });
      end();
    }, timeout);

    /** What a machine says to a command, over SSH as a user would. */
    async function on(machine: string, command: string): Promise<string> {
      const { scratch, machines } = cluster!;
      const address = machines!.machines.find(({ name }) => name === machine)!.address;
      const options = [
        "-i",
        join(scratch, "ssh-key"),
        "-o",
        `UserKnownHostsFile=${join(scratch, "known_hosts")}`,
      ];
      const said = await run("ssh", [...options, `root@${address}`, command], { deadlineMs: 60_000 });
      expect(said.exitCode, said.stderr).toBe(0);
      return said.stdout;
    }

    async function pidsNow(): Promise<Readonly<Record<string, string>>> {
      const ask = (name: string): string => `systemctl show --property MainPID --value ${name}`;
      const control = (await on("cloudcontroller", components.map(ask).join("; "))).trim().split("\n");
      const pids = components.map((name, index) => [name, control[index]?.trim() ?? ""] as const);
      const kubelet = (await on("cloud0", ask("kubelet"))).trim();
      return Object.fromEntries([...pids, ["kubelet", kubelet] as const]);
    }

    async function argvOf(component: (typeof components)[number]): Promise<readonly string[]> {
      const { [component]: pid = "" } = await pidsNow();
      return (await on("cloudcontroller", `cat /proc/${pid}/cmdline`)).split("\0");
    }

    it("changes each component's parameters by restarting that one alone", { timeout }, async () => {
      const changes = [
        {
          component: "kube-controller-manager",
          parameter: "kube-controller-manager.kube-api-qps",
          value: 33,
        },
        { component: "kube-apiserver", parameter: "kube-apiserver.max-requests-inflight", value: 500 },
        { component: "etcd", parameter: "etcd.snapshot-count", value: 5000 },
      ] as const;
      let before = await pidsNow();
      for (const { component, parameter, value } of changes) {
        await cluster!.apply([...cluster!.settings(), { parameter, value }]);
        const after = await pidsNow();
        const restarted = Object.keys(after).filter((name) => after[name] !== before[name]);
        expect(restarted).toEqual([component]);
        expect(await argvOf(component)).toContain(`--${parameter.split(".")[1]!}=${String(value)}`);
        before = after;
      }
      // Set from the start, and untouched since.
      expect(cluster!.settings()).toContainEqual({
        parameter: "kube-scheduler.clientConnection.qps",
        value: 70,
      });
      // All others go back to their defaults.
      await cluster!.apply([{ parameter: "kubelet.maxPods", value: 42 }]);
      expect((await pidsNow())["kubelet"]).not.toBe(before["kubelet"]);
      expect((await argvOf("kube-apiserver")).join(" ")).not.toContain("max-requests-inflight");
      const api = apiOf(cluster!);
      const { kubeletconfig } = await getJson<{ readonly kubeletconfig: { readonly maxPods: number } }>(
        api,
        "/api/v1/nodes/cloud0/proxy/configz",
      );
      api.close();
      expect(kubeletconfig.maxPods).toBe(42);
    });
  },
);
