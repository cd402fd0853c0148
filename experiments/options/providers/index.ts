import { aws } from "./aws.ts";
import { baremetal } from "./baremetal.ts";
import { existing } from "./existing.ts";
import { gcp } from "./gcp.ts";
import { local } from "./local.ts";
import { qemu } from "./qemu.ts";
import { simulated } from "./simulated.ts";

/** The modules by the value of `provider`. */
export const providers = { qemu, gcp, aws, baremetal, local, simulated, existing };

/** The section with a provider's own options; [infrastructure] for those not named here. */
export const providerSections: Readonly<Partial<Record<keyof typeof providers, string>>> = {
  qemu: "qemu",
  local: "local",
  simulated: "simulated",
  existing: "existing",
};
