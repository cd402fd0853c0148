import { siteFiles, siteFolders } from "../../local/establish.ts";
import { apiServerArgv } from "../../local/components/kube-apiserver.ts";
import { controllerManagerArgv } from "../../local/components/kube-controller-manager.ts";
import { etcdArgv } from "../../local/components/etcd.ts";
import {
  schedulerArgv,
  schedulerConfig,
  schedulerConfigFile,
} from "../../local/components/kube-scheduler.ts";
import { settableComponents, settingsByComponent, type SettableComponent } from "../../local/settings.ts";
import { inSite, type Site } from "../../local/site.ts";
import type { MachineSoftware } from "../install.ts";
import type { Ground } from "../installer.ts";
import { controlUnit } from "./control-units.ts";
import { unitFileOf } from "./services.ts";

const argvOf: Readonly<Record<SettableComponent, (site: Site) => readonly string[]>> = {
  etcd: etcdArgv,
  "kube-apiserver": apiServerArgv,
  "kube-controller-manager": controllerManagerArgv,
  "kube-scheduler": schedulerArgv,
};

/** The control plane's files and services. */
export function controlSoftware({
  control,
  site,
  secrets,
  namespace,
  plan,
  patience,
}: Ground): MachineSoftware {
  const byComponent = settingsByComponent(plan.settings);
  const units = settableComponents.map((name) =>
    controlUnit(site, name, [...argvOf[name](site), ...byComponent[name].flags], patience),
  );
  const scheduler = schedulerConfig(site, byComponent["kube-scheduler"].config);
  return {
    running: control,
    folders: [site.folder, ...siteFolders.map((folder) => inSite(site, folder))],
    files: [
      ...siteFiles(site, secrets, namespace),
      { path: schedulerConfigFile(site), text: JSON.stringify(scheduler) },
      ...units.map(unitFileOf),
    ],
    // The controller manager comes once the API server answers: it gives up when it waits for ten seconds.
    services: settableComponents.filter((name) => name !== "kube-controller-manager"),
  };
}
