import { expect, test } from "vitest";
import { capabilitiesIn } from "../../../../provisioners/local/real/capabilities.ts";
import { networkConfig } from "../../../../provisioners/local/real/cni.ts";
import { containerdConfig } from "../../../../provisioners/local/real/containerd.ts";
import { parseImages } from "../../../../provisioners/local/real/images.ts";
import { kubeletConfig } from "../../../../provisioners/local/real/kubelet.ts";
import { bridgeName, realNode } from "../../../../provisioners/local/real/node.ts";

const site = {
  folder: "/cluster",
  ports: { etcd: 1, etcdPeer: 2, apiServer: 3, controllerManager: 4, scheduler: 5, nodes: [31_999] },
};
const planned = { name: "real-0", kind: "real", cores: 1.5, memoryGiB: 2, maxPods: 110 } as const;
const node = realNode(site, "local-1-0a1b2c3d", planned, 0, 31_999);
const files = { config: "/c", kubeconfig: "/k", ca: "/ca", certificate: "/crt", key: "/key" };
const machine = { cores: 2, memoryBytes: 8 * 1024 ** 3 };
const configOf = (kubernetes: string, values = new Map<string, number | boolean | string>(), quiet = {}) =>
  kubeletConfig({ ...site, ...quiet }, node, files, kubernetes, machine, values);

test("a node's names and addresses are its own, and of the range for measurements", () => {
  expect(node).toMatchObject({
    bridge: "cb0a1b2c3d0",
    cgroup: "/columbo-local-1-0a1b2c3d/real-0",
    address: "198.19.124.255",
    subnet: "198.19.192.0/22",
  });
  expect(realNode(site, "local-1-0a1b2c3d", planned, 15, 16_384)).toMatchObject({
    address: "198.19.64.0",
    subnet: "198.19.252.0/22",
  });
  // Linux takes 15 letters at most for a link.
  expect(bridgeName("local-4194304-0a1b2c3d", 36 ** 5 - 1)).toHaveLength(15);
});

test("a kubelet gets the plan's size, its own places, and what is set", () => {
  const values = new Map<string, number | boolean | string>([
    ["kubeAPIQPS", 77],
    ["logging.verbosity", 4],
  ]);
  expect(configOf("v1.34.4", values)).toMatchObject({
    cgroupRoot: "/columbo-local-1-0a1b2c3d/real-0",
    systemReserved: { cpu: "500m", memory: `${6 * 1024 ** 3}` },
    kubeAPIQPS: 77,
    logging: { format: "json", verbosity: 4 },
    failCgroupV1: false,
  });
  expect(configOf("v1.34.4", new Map(), { quiet: true })).toMatchObject({ logging: { verbosity: 0 } });
  expect(configOf("v1.34.4", new Map(), { tracing: { endpoint: "127.0.0.1:4317" } })).toMatchObject({
    tracing: { endpoint: "127.0.0.1:4317", samplingRatePerMillion: 1_000_000 },
  });
});

test("a kubelet from before 1.31 is not told of a field that it does not know", () => {
  expect(configOf("v1.30.14")).not.toHaveProperty("failCgroupV1");
  expect(configOf("v1.31.0")).toHaveProperty("failCgroupV1", false);
});

test("a node that is larger than the machine reserves nothing", () => {
  const large = realNode(site, "local-1-0a1b2c3d", { ...planned, cores: 4, memoryGiB: 16 }, 0, 31_999);
  const config = kubeletConfig(site, large, files, "v1.34.4", machine, new Map());
  expect(config).toMatchObject({ systemReserved: { cpu: "0m", memory: "0" } });
});

const containerd = {
  pauseImage: "docker.io/columbo/pause:1",
  runc: "/usr/sbin/runc",
  cniPlugins: "/usr/lib/cni",
  cniConfig: "/cni",
  restrictOomScore: true,
};

test("containerd is told what the machine lacks, and of registries and spans only when there are some", () => {
  const plain = containerdConfig(containerd);
  expect(plain).toContain("restrict_oom_score_adj = true");
  expect(plain).toContain('sandbox_image = "docker.io/columbo/pause:1"');
  expect(plain).not.toMatch(/registry|tracing/);
  const full = containerdConfig({ ...containerd, registries: "/r", tracing: "127.0.0.1:4317" });
  expect(full).toContain('[plugins."io.containerd.grpc.v1.cri".registry]\nconfig_path = "/r"');
  expect(full).toContain('endpoint = "127.0.0.1:4317"');
});

test("the pods' network has no way out of its bridge", () => {
  expect(JSON.parse(networkConfig("cbx", "198.19.192.0/22"))).toMatchObject({
    plugins: [
      { type: "bridge", bridge: "cbx", isGateway: false, ipMasq: false, ipam: { type: "host-local" } },
    ],
  });
});

test("capabilities and images are read from what kernel and ctr print", () => {
  expect(capabilitiesIn("Name:\tx\nCapEff:\t000001fffeffffff\n")).toEqual(
    new Set(["NET_ADMIN", "SYS_ADMIN"]),
  );
  expect(capabilitiesIn("CapEff:\t0000000000000000\n").size).toBe(0);
  const text = `REF TYPE DIGEST SIZE PLATFORMS LABELS
docker.io/columbo/pause:1 application/vnd.oci.image.manifest.v1+json sha256:aa 1.0 MiB linux/amd64 -
sha256:bb application/vnd.oci.image.manifest.v1+json sha256:cc 1.0 MiB linux/amd64 io.cri-containerd.image=managed
`;
  expect(parseImages(text)).toEqual([
    { reference: "docker.io/columbo/pause:1", digest: "sha256:aa" },
    { reference: "sha256:bb", digest: "sha256:cc" },
  ]);
});
