import { isVerified, verifiedKubernetes } from "../../../knowledge/index.ts";
import { bool, choice, text } from "../kinds.ts";
import { isOwnProvider, type Known, type Problem } from "../known.ts";
import { byDefault, computed } from "../option.ts";

/** What Columbo's own providers run unless the file says otherwise. */
export const DEFAULT_KUBERNETES = "v1.34.4";
/** Continuum's default. */
const CONTINUUM_KUBERNETES = "v1.27.0";

export const cacheWorker = bool(
  byDefault(false),
  "run the application once beforehand, so that its image is there; with local: put it onto real nodes beforehand, else they pull it in each trial",
);

export const kubeVersion = text(
  computed(`${CONTINUUM_KUBERNETES}; ${DEFAULT_KUBERNETES} with local, simulated, existing`, (known) => ({
    value: isOwnProvider(known) ? DEFAULT_KUBERNETES : CONTINUUM_KUBERNETES,
  })),
  "version of Kubernetes",
);

export const kubeDeployment = choice(
  ["pod", "container", "file", "call"],
  byDefault("pod"),
  "N instances as one Job of N pods, one pod of N containers, N Jobs in one call, N calls",
);

/** Continuum takes any text for a version; Columbo's own providers cannot. */
export function checkKubeVersion(known: Known): readonly Problem[] {
  const version = known.get("kube_version");
  if (typeof version !== "string" || !isOwnProvider(known)) return [];
  const shown = JSON.stringify(version);
  if (!/^v\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(version)) {
    return [
      { key: "kube_version", text: `expected vX.Y.Z, for example ${DEFAULT_KUBERNETES}, got ${shown}` },
    ];
  }
  if (isVerified(version)) return [];
  const span = `${verifiedKubernetes[0] ?? ""} to ${verifiedKubernetes.at(-1) ?? ""}`;
  const text = `Columbo knows Kubernetes from ${span}, got ${shown}: it takes the defaults of the nearest`;
  return [{ key: "kube_version", text, warning: true }];
}
