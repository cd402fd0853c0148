import { z } from "zod";
import { SetupError } from "./errors.ts";
import type { ReleasedBinary } from "./names.ts";
import { versionOf } from "./versions.ts";

/** One official release file and where its checksum is published. */
export interface Download {
  readonly name: ReleasedBinary;
  readonly version: string;
  readonly url: string;
  readonly checksumUrl: string;
  /** Finds the SHA-256, in hexadecimal, in the answer of `checksumUrl`. */
  readonly checksumIn: (text: string) => string | undefined;
  /** The binary's path inside the file, when that is a .tar.gz. */
  readonly member?: string;
}

/** The whole answer is the checksum: dl.k8s.io's <file>.sha256. */
const alone = (text: string): string | undefined => /^\s*([0-9a-f]{64})\s*$/.exec(text)?.[1];

/** One line per file, as sha256sum writes them. */
const listed =
  (file: string) =>
  (text: string): string | undefined =>
    text
      .split("\n")
      .map((line) => /^([0-9a-f]{64}) [ *](\S+)\s*$/.exec(line))
      .find((found) => found?.[2] === file)?.[1];

const releaseSchema = z.object({
  assets: z.array(z.object({ name: z.string(), digest: z.string().nullish() })),
});

/** GitHub's own digest of a release file, for a project that publishes no list: "sha256:<hex>". */
const digested =
  (file: string) =>
  (text: string): string | undefined => {
    const { assets } = releaseSchema.parse(JSON.parse(text));
    return /^sha256:([0-9a-f]{64})$/.exec(assets.find(({ name }) => name === file)?.digest ?? "")?.[1];
  };

/** Go's and the release files' word for this machine's processor. */
export function architecture(): "amd64" | "arm64" {
  if (process.arch === "x64") return "amd64";
  if (process.arch === "arm64") return "arm64";
  throw new SetupError(
    `Processor ${process.arch}: expected x64 or arm64; name a folder of ready binaries instead.`,
  );
}

function kubernetesDownload(name: ReleasedBinary, version: string, base: (host: string) => string): Download {
  const url = `${base("https://dl.k8s.io")}/release/${version}/bin/linux/${architecture()}/${name}`;
  return { name, version, url, checksumUrl: `${url}.sha256`, checksumIn: alone };
}

function etcdDownload(version: string, base: (host: string) => string): Download {
  const stem = `etcd-${version}-linux-${architecture()}`;
  const folder = `${base("https://github.com")}/etcd-io/etcd/releases/download/${version}`;
  return {
    name: "etcd",
    version,
    url: `${folder}/${stem}.tar.gz`,
    checksumUrl: `${folder}/SHA256SUMS`,
    checksumIn: listed(`${stem}.tar.gz`),
    member: `${stem}/etcd`,
  };
}

/** kwok publishes no checksum file: GitHub's digest stands in, and a mirror keeps a SHA256SUMS of its own. */
function kwokDownload(version: string, base: (host: string) => string, mirrored: boolean): Download {
  const file = `kwok-linux-${architecture()}`;
  const folder = `${base("https://github.com")}/kubernetes-sigs/kwok/releases/download/${version}`;
  return {
    name: "kwok",
    version,
    url: `${folder}/${file}`,
    ...(mirrored
      ? { checksumUrl: `${folder}/SHA256SUMS`, checksumIn: listed(file) }
      : {
          checksumUrl: `https://api.github.com/repos/kubernetes-sigs/kwok/releases/tags/${version}`,
          checksumIn: digested(file),
        }),
  };
}

/** The base address that stands in for every official host, without a slash at its end. */
function checkedMirror(mirror: string): string {
  const url = URL.parse(mirror);
  if (url?.protocol !== "http:" && url?.protocol !== "https:")
    throw new SetupError(
      `Mirror: expected an address like https://mirror.example/kubernetes, got ${JSON.stringify(mirror)}.`,
      2,
    );
  return url.href.replace(/\/+$/, "");
}

/**
 * Where the official releases are: dl.k8s.io for Kubernetes, GitHub for etcd and kwok. A mirror keeps their
 * paths: <mirror>/release/v1.34.4/bin/linux/amd64/kubectl, <mirror>/etcd-io/etcd/releases/download/...
 */
export function downloadsOf(
  names: readonly ReleasedBinary[],
  kubernetes: string,
  mirror: string | undefined,
): readonly Download[] {
  const instead = mirror === undefined ? undefined : checkedMirror(mirror);
  const base = (host: string): string => instead ?? host;
  return names.map((name) => {
    const version = versionOf(name, kubernetes);
    if (name === "etcd") return etcdDownload(version, base);
    if (name === "kwok") return kwokDownload(version, base, instead !== undefined);
    return kubernetesDownload(name, version, base);
  });
}
