import type { Plan } from "../../../experiments/index.ts";
import type { ParameterValue, Setting } from "../../../knowledge/index.ts";
import { kubeletArgv } from "../../local/components/kubelet.ts";
import { containerdConfig } from "../../local/real/containerd.ts";
import { settingsByComponent } from "../../local/settings.ts";
import { references } from "../../images/ensure.ts";
import type { MachineFile } from "../software/bundle.ts";
import { kubeletPaths, virtualKubeletConfig, type VirtualKubelet } from "../software/kubelet-files.ts";
import type { Patience } from "../software/patience.ts";
import { podNetwork } from "../software/pod-network.ts";
import type { ServiceUnit } from "../software/units.ts";

/** What a node runs. */
export interface NodeSoftware {
  readonly containerd: ServiceUnit;
  kubelet(settings: readonly Setting[]): ServiceUnit;
  /** What both read at their start, certificates apart. */
  files(settings: readonly Setting[]): readonly MachineFile[];
}

/** How a kubelet comes to its certificate and its configuration. */
export interface KubeletWay extends Pick<ServiceUnit, "argvFrom"> {
  /** The file that it reads its configuration from. */
  readonly config: string;
  argv(kubelet: VirtualKubelet): readonly string[];
  /** Of its configuration, by dotted path. */
  readonly values: Readonly<Record<string, ParameterValue>>;
}

/** All of it is made here. */
export const givenKubelet: KubeletWay = {
  config: kubeletPaths.config,
  argv: (kubelet) => kubeletArgv(kubelet, kubeletPaths),
  values: {},
};

/** Where Debian's packages put what containerd calls. */
const places = { runc: "/usr/sbin/runc", plugins: "/usr/lib/cni", config: "/etc/cni/net.d" } as const;
const containerdFile = "/etc/containerd/columbo.toml";

export const nodeLogs = {
  kubelet: "/var/log/columbo/kubelet.log",
  containerd: "/var/log/columbo/containerd.log",
} as const;

/** The software of one node, whose pods have these addresses. */
export function nodeSoftware(
  plan: Plan,
  node: {
    readonly name: string;
    readonly address: string;
    readonly maxPods: number;
    readonly subnet: string;
  },
  patience: Patience,
  way: KubeletWay = givenKubelet,
): NodeSoftware {
  const verbosity = plan.observe === "clock" ? 0 : 2;
  const kubelet = { name: node.name, address: node.address, maxPods: node.maxPods, verbosity };
  return {
    containerd: {
      name: "containerd",
      description: "containerd of Columbo's node",
      program: "/usr/bin/containerd",
      argv: ["--config", containerdFile],
      type: "notify",
      log: nodeLogs.containerd,
      // The containers' own groups are below it.
      more: ["Delegate=yes", "KillMode=process", "OOMScoreAdjust=-999"],
    },
    kubelet: (settings) => ({
      name: "kubelet",
      description: "kubelet of Columbo's node",
      program: "/usr/local/bin/kubelet",
      argv: [...way.argv(kubelet), ...settingsByComponent(settings).kubelet.flags],
      ...(way.argvFrom === undefined ? {} : { argvFrom: way.argvFrom }),
      after: ["containerd"],
      log: nodeLogs.kubelet,
      more: ["KillMode=process"],
    }),
    files: (settings) => {
      const { kubelet: own, containerd } = settingsByComponent(settings);
      const values = new Map([
        ...Object.entries(way.values),
        ...Object.entries(patience.kubelet),
        ...own.config,
      ]);
      return [
        {
          path: way.config,
          text: JSON.stringify(virtualKubeletConfig(kubelet, plan.kubernetes, values)),
        },
        {
          path: containerdFile,
          text: containerdConfig({
            pauseImage: references.pause,
            runc: places.runc,
            cniPlugins: places.plugins,
            cniConfig: places.config,
            restrictOomScore: false,
            systemdCgroup: true,
            values: containerd.config,
          }),
        },
        { path: `${places.config}/columbo.conflist`, text: podNetwork(node.subnet) },
      ];
    },
  };
}
