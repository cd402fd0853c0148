import { choice } from "../kinds.ts";
import { byDefault } from "../option.ts";

/** What of `[kubernetes]` is no parameter: how Kubernetes comes onto machines. */
export const installation = {
  installer: choice(
    ["services", "kubeadm"],
    byDefault("services"),
    "components as services of systemd, or a cluster made by kubeadm; with qemu",
  ),
};
