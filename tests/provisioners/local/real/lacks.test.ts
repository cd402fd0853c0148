import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test, vi } from "vitest";
import type { Plan } from "../../../../experiments/index.ts";
import { run, type Lack } from "../../../../provisioners/index.ts";
import { lacksForRealNodes, missingPrograms, speaksCri1 } from "../../../../provisioners/local/real/lacks.ts";
import { lacksCores, lacksSize } from "../../../../provisioners/local/real/size.ts";
import { smallPlan } from "../../../support/local-cluster.ts";

const isRoot = process.getuid?.() === 0;
const node = { name: "real-0", kind: "real", cores: 1, memoryGiB: 1, maxPods: 110 } as const;

async function lacksAs(...setpriv: readonly string[]): Promise<readonly Lack[]> {
  const script = fileURLToPath(new URL("print-lacks.ts", import.meta.url));
  const { stdout } = await run("setpriv", [...setpriv, process.execPath, script], { deadlineMs: 60_000 });
  return JSON.parse(stdout) as readonly Lack[];
}

test.skipIf(!isRoot)("an ordinary user is told what still works", async () => {
  expect(await lacksAs("--reuid=65534", "--clear-groups")).toEqual([
    {
      what: "real nodes need root, and this is an ordinary user",
      mend: "run Columbo as root, or give the experiment hollow or kwok nodes, which need no root",
    },
  ]);
});

test.skipIf(!isRoot)("root without the rights to mount and to make links is told which", async () => {
  const [lack] = await lacksAs("--bounding-set=-all", "--inh-caps=-all");
  expect(lack?.what).toBe(
    "real nodes need the capabilities CAP_SYS_ADMIN and CAP_NET_ADMIN, which root does not have here",
  );
});

test("programs that are not installed come with their packages", async () => {
  const empty = await mkdtemp(join(tmpdir(), "columbo-path-"));
  onTestFinished(async () => {
    vi.unstubAllEnvs();
    await rm(empty, { recursive: true });
  });
  vi.stubEnv("PATH", empty);
  const missing = await missingPrograms([]);
  expect(missing).toContainEqual({ what: "containerd, which is not installed", debian: "containerd" });
  expect(missing).toContainEqual({ what: "ip, which is not installed", debian: "iproute2" });

  await writeFile(
    join(empty, "containerd"),
    "#!/bin/sh\necho containerd example.test/containerd 1.4.13 abc\n",
    {
      mode: 0o755,
    },
  );
  const old = (await missingPrograms([])).find(
    ({ debian, what }) => debian === "containerd" && what.includes("1.6"),
  );
  expect(old?.what).toBe(
    `containerd 1.6 or newer, which speaks the CRI's version 1, and ${join(empty, "containerd")} is containerd example.test/containerd 1.4.13 abc`,
  );
});

test("CNI plugins that are in none of the usual folders, or not all of them, come with their package", async () => {
  const folder = await mkdtemp(join(tmpdir(), "columbo-cni-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const lacking = async () =>
    (await missingPrograms(undefined, ["/nowhere", folder])).filter(
      ({ debian }) => debian === "containernetworking-plugins",
    );
  for (const plugin of ["bridge", "host-local"]) await writeFile(join(folder, plugin), "");
  expect(await lacking()).toEqual([
    {
      what: `the CNI plugins bridge, host-local and loopback, which are in none of /nowhere, ${folder}`,
      debian: "containernetworking-plugins",
    },
  ]);
  await writeFile(join(folder, "loopback"), "");
  expect(await lacking()).toEqual([]);
});

test("containerd speaks the CRI's version 1 from 1.6 on", () => {
  for (const version of ["1.6.20~ds1 1.6.20~ds1-1+deb12u3", "v1.7.2 abc", "v2.0.0 abc"])
    expect(speaksCri1(`containerd example.test/containerd ${version}`)).toBe(true);
  for (const version of ["1.5.18", "v1.2.0 abc", ""])
    expect(speaksCri1(`containerd x ${version}`)).toBe(false);
});

test("nodes that are larger than the machine are refused with the numbers", () => {
  const GiB = 1024 ** 3;
  expect(lacksSize([node, node], 2 * GiB)).toEqual([]);
  expect(lacksSize([node, node, node], 2.4 * GiB)).toEqual([
    {
      what: "the real nodes of the experiment have 3 GiB of memory together, and this machine has 2.4 GiB",
      mend: "give them less memory, or take fewer of them",
    },
  ]);
  expect(lacksSize([{ ...node, maxPods: 501 }], 2 * GiB)[0]?.what).toContain("501 pods");
});

test("pods that the machine's cores leave no room for are refused, wherever they might have gone", () => {
  const { workload } = smallPlan();
  const large = { ...node, cores: 4 };
  const lacks = (changes: Partial<Plan["workload"]>, nodes: Plan["nodes"] = [large]) =>
    lacksCores(smallPlan({ nodes, workload: { ...workload, instances: 3, ...changes } }), 2);
  expect(lacks({ cpuCores: 1.2 })).toEqual([
    {
      what: "1 of 3 pods of 1.2 cores find room on nodes of which the real ones have no more than this machine's 2 cores",
      mend: "request less, or give the experiment more nodes",
    },
  ]);
  expect(lacks({ cpuCores: 0, cpuLimitCores: 1.2 })).toHaveLength(1);
  expect(lacks({ cpuCores: 0.7, method: "container" })).toHaveLength(1);
  expect(lacks({ cpuCores: 0.6 })).toEqual([]);
  expect(lacks({ cpuCores: 0.6, method: "container" })).toEqual([]);
  expect(lacks({ cpuCores: 0 })).toEqual([]);
  // 0.1 is a little more than a tenth in binary.
  expect(lacks({ cpuCores: 0.1, instances: 20 })).toEqual([]);
  expect(lacks({ cpuCores: 1.2 }, [large, { ...large, name: "kwok-0", kind: "kwok" }])).toEqual([]);
});

test.skipIf(!isRoot)("folders of Columbo's that a node would not see are refused", async () => {
  vi.stubEnv("XDG_STATE_HOME", "/var/lib/columbo-test");
  onTestFinished(() => void vi.unstubAllEnvs());
  const lacks = await lacksForRealNodes(smallPlan(), [node]);
  expect(lacks.map(({ what }) => what)).toContain(
    "real nodes have a /var/lib of their own, and Columbo keeps files of theirs in /var/lib",
  );
});
