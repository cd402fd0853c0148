import { parse } from "yaml";
import { describe, expect, it } from "vitest";
import { credentialOf, kernelArguments } from "../../../provisioners/qemu/identity.ts";
import { inventoryText } from "../../../provisioners/qemu/software/inventory.ts";
import { patienceOf, toldAboutTime } from "../../../provisioners/qemu/software/patience.ts";
import { podNetwork, podSubnet, routesFrom } from "../../../provisioners/qemu/software/pod-network.ts";
import { unitText } from "../../../provisioners/qemu/software/units.ts";

describe("a unit", () => {
  const unit = {
    name: "kube-apiserver",
    description: "Kubernetes API server",
    program: "/usr/local/bin/kube-apiserver",
    argv: ["--secure-port=6443", "--labels=a b", "--format=%h $HOME", 'x"y'],
    after: ["etcd"],
    type: "notify",
    log: "/var/log/columbo/kube-apiserver.log",
  } as const;

  it("runs one program after those that it needs, and writes its log itself", () => {
    const text = unitText(unit);
    expect(text).toContain("After=etcd.service");
    expect(text).toContain("Type=notify");
    expect(text).toContain("StandardError=append:/var/log/columbo/kube-apiserver.log");
    expect(text).toContain("Restart=on-failure");
  });

  it("keeps each argument one, and replaces nothing in it", () => {
    const lines = unitText(unit)
      .split("\n")
      .map((line) => line.trim().replace(/ \\$/, ""));
    expect(lines).toContain("--secure-port=6443");
    expect(lines).toContain('"--labels=a b"');
    expect(lines).toContain('"--format=%%h $$HOME"');
    expect(lines).toContain(String.raw`"x\"y"`);
  });
});

describe("what an emulated machine is told about time", () => {
  it("is said in full, and nothing on a processor of its own", () => {
    expect(toldAboutTime(patienceOf("kvm"))).toEqual([]);
    expect(toldAboutTime(patienceOf("tcg"))).toEqual([
      "etcd --heartbeat-interval=500",
      "etcd --election-timeout=5000",
      "kube-controller-manager --node-monitor-grace-period=180s",
      "kubelet runtimeRequestTimeout: 10m0s",
    ]);
  });

  it("gives each pod its time", () => {
    expect(patienceOf("tcg").podsMs(10)).toBe(240_000);
    expect(patienceOf("kvm").podsMs(10)).toBe(65_000);
  });
});

describe("the pods' network", () => {
  it("is a bridge with the pods' gateway on each node", () => {
    const { plugins } = JSON.parse(podNetwork(podSubnet(1))) as {
      plugins: readonly { ipam: { ranges: unknown } }[];
    };
    expect(plugins[0]?.ipam.ranges).toEqual([[{ subnet: "10.244.1.0/24" }]]);
  });

  it("has a route to the pods of every other node", () => {
    const nodes = [
      { name: "cloud0", address: "198.18.100.3" },
      { name: "edge0", address: "198.18.100.4" },
    ];
    expect(routesFrom("cloud0", nodes)).toBe("route replace 10.244.1.0/24 via 198.18.100.4\n");
    expect(routesFrom("cloudcontroller", nodes).split("\n")).toHaveLength(3);
  });
});

describe("the inventory", () => {
  const keys = { privateKey: "/run/key", knownHosts: "/run/known_hosts", sockets: "/run/s" };
  const machine = (name: string, role: "control" | "worker" | "endpoint") => ({
    ...{
      name,
      role,
      address: `198.18.100.${String(name.length)}`,
      bundle: `/run/${name}.tar`,
      services: ["kubelet"],
    },
  });

  it("has a group for each role that there is, with what each machine gets", () => {
    const text = inventoryText([machine("cloudcontroller", "control"), machine("cloud0", "worker")], keys);
    const { all } = parse(text) as { all: { children: object; vars: Record<string, string> } };
    expect(all.children).toEqual({
      control: {
        hosts: {
          cloudcontroller: {
            ansible_host: "198.18.100.15",
            columbo_bundle: "/run/cloudcontroller.tar",
            columbo_services: ["kubelet"],
          },
        },
      },
      workers: {
        hosts: {
          cloud0: {
            ansible_host: "198.18.100.6",
            columbo_bundle: "/run/cloud0.tar",
            columbo_services: ["kubelet"],
          },
        },
      },
    });
    expect(all.vars["ansible_ssh_common_args"]).toContain("StrictHostKeyChecking=yes");
  });

  it("has endpoints, which get nothing yet, for playbooks of the user's own", () => {
    const { bundle: _bundle, ...endpoint } = machine("endpoint0", "endpoint");
    const { all } = parse(inventoryText([{ ...endpoint, services: [] }], keys)) as {
      all: { children: { endpoints: object } };
    };
    expect(all.children.endpoints).toEqual({
      hosts: { endpoint0: { ansible_host: "198.18.100.9", columbo_services: [] } },
    });
  });
});

describe("who a machine is", () => {
  const key = { privateKey: "PRIVATE\n", publicKey: "ssh-ed25519 AAAA host" };
  const identity = {
    ...{ hostName: "cloud0", address: "198.18.100.3", gateway: "198.18.100.1", bits: 22, hostKey: key },
    authorizedKey: "ssh-ed25519 BBBB user",
    hosts: [{ name: "cloud0", address: "198.18.100.3" }],
  };

  it("stands in its kernel's arguments", () => {
    const told = kernelArguments(identity, "kvm");
    expect(told).toContain("ip=198.18.100.3::198.18.100.1:255.255.252.0:cloud0:eth0:off");
    expect(told).toContain("systemd.hostname=cloud0");
  });

  it("is told to trust the counter of an emulated processor, and to judge a real one itself", () => {
    expect(kernelArguments(identity, "tcg")).toContain(" tsc=reliable ");
    expect(kernelArguments(identity, "kvm")).not.toContain("tsc");
  });

  it("comes with its own key, known before it answers, and the key that may log in", () => {
    const lines = credentialOf(identity).split("\n");
    const written = new Map(
      lines.flatMap((line) => {
        const [kind, path = "", , , , , base64 = ""] = line.split(" ");
        return kind === "f+~" ? [[path, Buffer.from(base64, "base64").toString()] as const] : [];
      }),
    );
    expect(written.get("/etc/ssh/ssh_host_ed25519_key")).toBe("PRIVATE\n");
    expect(written.get("/root/.ssh/authorized_keys")).toBe("ssh-ed25519 BBBB user\n");
    expect(written.get("/etc/hosts")).toContain("198.18.100.3 cloud0");
  });
});
