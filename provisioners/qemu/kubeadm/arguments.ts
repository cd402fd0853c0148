import type { Setting } from "../../../knowledge/index.ts";
import { auditArgv } from "../../local/components/kube-apiserver.ts";
import { controllerManagerLogArgv } from "../../local/components/kube-controller-manager.ts";
import { schedulerConfigFile, schedulerLogArgv } from "../../local/components/kube-scheduler.ts";
import { settingsByComponent, type SettableComponent } from "../../local/settings.ts";
import { addressOf, type Site } from "../../local/site.ts";
import type { Patience } from "../software/patience.ts";
import { kubeadmPaths } from "./paths.ts";

/** An argument as kubeadm's API has it since v1beta4. */
export interface ExtraArg {
  readonly name: string;
  readonly value: string;
}

/** Certificates of Columbo's authority for what would make one of its own, that nobody could check. */
export const servingCertificates = ["kube-controller-manager-serving", "kube-scheduler-serving"] as const;

function servingArgv(site: Site, name: (typeof servingCertificates)[number]): readonly string[] {
  const { pki } = kubeadmPaths;
  return [
    // kubeadm's own is the loopback, where nobody outside of the machine reads metrics.
    `--bind-address=${addressOf(site)}`,
    `--tls-cert-file=${pki}/${name}.crt`,
    `--tls-private-key-file=${pki}/${name}.key`,
    `--client-ca-file=${pki}/ca.crt`,
    // There is one of each.
    "--leader-elect=false",
  ];
}

/** What each component is told besides kubeadm's own arguments, settings apart. */
const ownArgv: Readonly<Record<SettableComponent, (site: Site) => readonly string[]>> = {
  etcd: () => [],
  "kube-apiserver": (site) => [
    `--kubelet-certificate-authority=${kubeadmPaths.pki}/ca.crt`,
    ...auditArgv(site),
  ],
  "kube-controller-manager": (site) => [
    ...servingArgv(site, "kube-controller-manager-serving"),
    ...controllerManagerLogArgv(site),
  ],
  "kube-scheduler": (site) => [
    `--config=${schedulerConfigFile(site)}`,
    ...servingArgv(site, "kube-scheduler-serving"),
    ...schedulerLogArgv(site),
  ],
};

/** Arguments like --name=value as kubeadm takes them: each name once, the last one's value, since kubeadm sorts them. */
export function extraArgs(argv: readonly string[]): readonly ExtraArg[] {
  const values = new Map(
    argv.map((argument): readonly [string, string] => {
      const [, name = argument, value = "true"] = /^--?([^=]+)(?:=(.*))?$/s.exec(argument) ?? [];
      return [name, value];
    }),
  );
  return [...values].map(([name, value]) => ({ name, value }));
}

/** A component's arguments; what it is told about time comes before the experiment's settings, which win. */
export function componentArgs(
  site: Site,
  name: SettableComponent,
  settings: readonly Setting[],
  { flags }: Pick<Patience, "flags">,
): readonly ExtraArg[] {
  const told = name === "etcd" || name === "kube-controller-manager" ? flags[name] : [];
  return extraArgs([...told, ...ownArgv[name](site), ...settingsByComponent(settings)[name].flags]);
}
