import { expect, test } from "vitest";
import { architecture, downloadsOf } from "../../../provisioners/binaries/downloads.ts";
import { clusterBinaries } from "../../../provisioners/index.ts";

const arch = architecture();
const hex = "0123456789abcdef".repeat(4);

const only = (name: (typeof clusterBinaries)[number], mirror?: string) => {
  const [found] = downloadsOf([name], "v1.34.4", mirror);
  if (found === undefined) throw new Error("no download");
  return found;
};

test("official addresses", () => {
  expect(downloadsOf(clusterBinaries, "v1.34.4", undefined).map(({ url }) => url)).toEqual([
    `https://github.com/etcd-io/etcd/releases/download/v3.6.16/etcd-v3.6.16-linux-${arch}.tar.gz`,
    `https://dl.k8s.io/release/v1.34.4/bin/linux/${arch}/kube-apiserver`,
    `https://dl.k8s.io/release/v1.34.4/bin/linux/${arch}/kube-controller-manager`,
    `https://dl.k8s.io/release/v1.34.4/bin/linux/${arch}/kube-scheduler`,
    `https://dl.k8s.io/release/v1.34.4/bin/linux/${arch}/kubectl`,
    `https://github.com/kubernetes-sigs/kwok/releases/download/v0.8.0/kwok-linux-${arch}`,
  ]);
});

test("a mirror stands in for every host and keeps the paths", () => {
  const all = downloadsOf(clusterBinaries, "v1.34.4", "https://mirror.example/k8s/");
  for (const { url, checksumUrl } of all) {
    expect(url).toMatch(/^https:\/\/mirror\.example\/k8s\/[a-z]/);
    expect(checksumUrl).toMatch(/^https:\/\/mirror\.example\/k8s\/[a-z]/);
  }
});

test.each(["mirror.example", "ftp://mirror.example", ""])("mirror %j is wrong input", (mirror) => {
  expect(() => only("etcd", mirror)).toThrow(expect.objectContaining({ exitCode: 2 }) as Error);
});

test("checksums are found in each publisher's form, and only the right file's", () => {
  expect(only("kubectl").checksumIn(`${hex}\n`)).toBe(hex);
  expect(only("kubectl").checksumIn("<html>sign in</html>")).toBeUndefined();
  const list = `${"0".repeat(64)}  etcd-v3.6.16-darwin-arm64.zip\n${hex}  etcd-v3.6.16-linux-${arch}.tar.gz\n`;
  expect(only("etcd").checksumIn(list)).toBe(hex);
  expect(only("etcd").checksumIn(`${hex}  etcd-v3.6.16-linux-${arch}.tar.gz.asc\n`)).toBeUndefined();
  const assets = [
    { name: "kwok.yaml", uploader: { id: 1 }, digest: `sha256:${"0".repeat(64)}` },
    { name: `kwok-linux-${arch}`, uploader: { id: 1 }, digest: `sha256:${hex}` },
  ];
  expect(only("kwok").checksumIn(JSON.stringify({ assets }))).toBe(hex);
  const undigested = { assets: [{ name: `kwok-linux-${arch}`, digest: null }] };
  expect(only("kwok").checksumIn(JSON.stringify(undigested))).toBeUndefined();
});
