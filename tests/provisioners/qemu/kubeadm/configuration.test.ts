import { parse, parseAllDocuments } from "yaml";
import { beforeAll, describe, expect, it } from "vitest";
import { createAuthority } from "../../../../provisioners/local/pki.ts";
import { componentArgs, extraArgs } from "../../../../provisioners/qemu/kubeadm/arguments.ts";
import { initText, joinText } from "../../../../provisioners/qemu/kubeadm/configuration.ts";
import { controlPlaneImages } from "../../../../provisioners/qemu/kubeadm/images.ts";
import { startPatch } from "../../../../provisioners/qemu/kubeadm/static-pods.ts";
import { machineSite } from "../../../../provisioners/qemu/kubernetes/site.ts";
import { patienceOf } from "../../../../provisioners/qemu/software/patience.ts";

const address = "198.18.100.2";
const site = machineSite(address, "tcg", false);
const patience = patienceOf("tcg");
const control = { name: "cloudcontroller", address };
const worker = { name: "cloud0", address: "198.18.100.3" };
const qps = { parameter: "kube-controller-manager.kube-api-qps", value: 50 } as const;

let cluster: Parameters<typeof joinText>[0];
beforeAll(async () => {
  const { certificate: ca } = await createAuthority();
  cluster = { kubernetes: "v1.34.4", site, patience, token: "abcdef.0123456789abcdef", ca };
});

describe("arguments", () => {
  it("are each there once, with the last value", () => {
    expect(extraArgs(["--a=1", "-v=4", "--flag", "--a=x=y"])).toEqual([
      { name: "a", value: "x=y" },
      { name: "v", value: "4" },
      { name: "flag", value: "true" },
    ]);
  });

  it("make a component answer where its metrics are read, and tell of its steps", () => {
    const args = componentArgs(site, "kube-controller-manager", [qps], patience);
    expect(args).toContainEqual({ name: "bind-address", value: address });
    expect(args).toContainEqual({ name: "logging-format", value: "json" });
    expect(args).toContainEqual({ name: "node-monitor-grace-period", value: "180s" });
    expect(args).toContainEqual({ name: "kube-api-qps", value: "50" });
  });

  it("say nothing of logs where nobody looks", () => {
    const quiet = machineSite(address, "kvm", true);
    const names = componentArgs(quiet, "kube-apiserver", [], patienceOf("kvm")).map(({ name }) => name);
    expect(names).toEqual(["kubelet-certificate-authority"]);
  });
});

describe("kubeadm's configuration", () => {
  it("makes a control plane of Columbo's images, with settings among the arguments", () => {
    const [init, of] = parseAllDocuments(initText(cluster, control, [qps])).map(
      (document) => document.toJS() as Record<string, unknown>,
    );
    expect(init).toMatchObject({
      kind: "InitConfiguration",
      apiVersion: "kubeadm.k8s.io/v1beta4",
      bootstrapTokens: [{ token: "abcdef.0123456789abcdef" }],
      localAPIEndpoint: { advertiseAddress: address, bindPort: 6443 },
      skipPhases: ["preflight", "addon"],
      timeouts: { controlPlaneComponentHealthCheck: "10m0s", kubeletHealthCheck: "10m0s" },
    });
    expect(of).toMatchObject({
      kind: "ClusterConfiguration",
      kubernetesVersion: "v1.34.4",
      encryptionAlgorithm: "ECDSA-P256",
      etcd: { local: { imageTag: "3.6.16-0" } },
      controllerManager: {
        extraArgs: expect.arrayContaining([{ name: "kube-api-qps", value: "50" }]) as unknown,
      },
    });
  });

  it("mounts what the arguments name", () => {
    const [, of] = parseAllDocuments(initText(cluster, control, [])).map(
      (document) =>
        document.toJS() as Record<
          "apiServer" | "scheduler",
          { extraArgs: { value: string }[]; extraVolumes: { mountPath: string }[] }
        >,
    );
    for (const component of [of?.apiServer, of?.scheduler]) {
      const paths = component?.extraArgs
        .map(({ value }) => value)
        .filter((value) => value.startsWith("/var"));
      expect(paths?.length).toBeGreaterThan(0);
      for (const path of paths ?? [])
        expect(component?.extraVolumes.some(({ mountPath }) => path.startsWith(mountPath))).toBe(true);
    }
  });

  it("lets a worker join the one authority's cluster under its own address", () => {
    expect(parse(joinText(cluster, worker))).toMatchObject({
      kind: "JoinConfiguration",
      discovery: {
        bootstrapToken: {
          apiServerEndpoint: `${address}:6443`,
          caCertHashes: [expect.stringMatching(/^sha256:[0-9a-f]{64}$/)],
        },
      },
      nodeRegistration: { name: "cloud0", kubeletExtraArgs: [{ name: "node-ip", value: worker.address }] },
    });
  });

  it("tells one start of a component from the next", () => {
    expect(startPatch(1)).not.toBe(startPatch(2));
  });
});

it("names the images as kubeadm does, in a repository of no registry's", () => {
  expect(controlPlaneImages("v1.34.4")).toEqual({
    etcd: "docker.io/columbo/etcd:3.6.16-0",
    "kube-apiserver": "docker.io/columbo/kube-apiserver:v1.34.4",
    "kube-controller-manager": "docker.io/columbo/kube-controller-manager:v1.34.4",
    "kube-scheduler": "docker.io/columbo/kube-scheduler:v1.34.4",
  });
});
