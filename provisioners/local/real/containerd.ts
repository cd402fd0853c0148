import type { ParameterValue } from "../../../knowledge/index.ts";

/** Paths as a node's programs see them, in their own mount namespace; the usual ones. */
export const containerdSocket = "/run/containerd/containerd.sock";

export interface ContainerdOptions {
  /** The image of the container that holds a pod's namespaces. */
  readonly pauseImage: string;
  readonly runc: string;
  readonly cniPlugins: string;
  readonly cniConfig: string;
  /** Folder with a folder for each registry; absent = containerd's own way to find registries. */
  readonly registries?: string;
  /** A process may not lower oom_score_adj: runc fails at each sandbox unless the value is kept as it is. */
  readonly restrictOomScore: boolean;
  /** Control groups are systemd's to make; the kubelet must be told the same. */
  readonly systemdCgroup?: boolean;
  /** An OTLP/gRPC receiver, host:port. */
  readonly tracing?: string;
  /** Values of the CRI plugin's table, by dotted path below it. */
  readonly values?: ReadonlyMap<string, ParameterValue>;
}

/** A text as TOML has it; JSON's escapes are among TOML's. */
const quoted = (text: string): string => JSON.stringify(text);

/** Values of one table of the CRI plugin, a line each; `table` is "" for its own. */
function valuesOf(table: string, { values = new Map() }: ContainerdOptions): readonly string[] {
  return [...values].flatMap(([path, value]) => {
    const keys = path.split(".");
    const key = keys.pop() ?? path;
    return keys.join(".") === table ? [`${key} = ${typeof value === "string" ? quoted(value) : value}`] : [];
  });
}

/**
 * containerd's configuration (version 2, which 1.6 to 2.x read): its defaults, but for what this machine and an
 * isolated node need. Snapshotters for other file systems are left out, since they only complain.
 */
export function containerdConfig(options: ContainerdOptions): string {
  const cri = `plugins."io.containerd.grpc.v1.cri"`;
  const { registries, tracing } = options;
  const lines = [
    "version = 2",
    `disabled_plugins = ["aufs", "btrfs", "devmapper", "zfs"]`.replaceAll(
      /"(\w+)"/g,
      `"io.containerd.snapshotter.v1.$1"`,
    ),
    "[grpc]",
    `address = ${quoted(containerdSocket)}`,
    `[plugins."io.containerd.internal.v1.opt"]`,
    `path = "/var/lib/containerd/opt"`,
    `[${cri}]`,
    `sandbox_image = ${quoted(options.pauseImage)}`,
    `restrict_oom_score_adj = ${options.restrictOomScore}`,
    // Profiles would stay loaded in the kernel.
    "disable_apparmor = true",
    ...valuesOf("", options),
    `[${cri}.containerd]`,
    ...valuesOf("containerd", options),
    `[${cri}.cni]`,
    `bin_dir = ${quoted(options.cniPlugins)}`,
    `conf_dir = ${quoted(options.cniConfig)}`,
    `[${cri}.containerd.runtimes.runc]`,
    `runtime_type = "io.containerd.runc.v2"`,
    `[${cri}.containerd.runtimes.runc.options]`,
    `BinaryName = ${quoted(options.runc)}`,
    `SystemdCgroup = ${options.systemdCgroup === true}`,
    ...(registries === undefined ? [] : [`[${cri}.registry]`, `config_path = ${quoted(registries)}`]),
    ...(tracing === undefined
      ? []
      : [
          `[plugins."io.containerd.tracing.processor.v1.otlp"]`,
          `endpoint = ${quoted(tracing)}`,
          `protocol = "grpc"`,
          "insecure = true",
          `[plugins."io.containerd.internal.v1.tracing"]`,
          "sampling_ratio = 1.0",
          `service_name = "containerd"`,
        ]),
  ];
  return `${lines.join("\n")}\n`;
}

/** How containerd reaches a registry of this machine: without TLS. */
export const registryHosts = (url: string): string =>
  `server = ${quoted(url)}\n[host.${quoted(url)}]\ncapabilities = ["pull", "resolve"]\n`;
