import { SetupError } from "./errors.ts";
import type { BinaryName } from "./names.ts";

/** The version of a plan that names none. */
export const defaultKubernetesVersion = "v1.34.4";

/**
 * The etcd and kwok that go with Kubernetes from a minor version on; the last row that applies counts.
 * etcd keeps its v3 API, so one release serves all of them: a difference between two Kubernetes versions
 * is then Kubernetes' own.
 */
const companions = [{ fromMinor: 0, etcd: "v3.6.16", kwok: "v0.8.0" }] as const;

/** The Go release that builds every default version; each module's own `go` line decides in the end. */
export const suggestedGo = "1.26.0";

export interface VersionParts {
  readonly major: string;
  readonly minor: string;
  /** What follows "v1.": the staging modules carry it after "v0.". */
  readonly rest: string;
}

/** Takes vX.Y.Z (or a pre-release of it) apart; anything else is wrong input. */
export function partsOf(kubernetes: string): VersionParts {
  const found = /^v(\d+)\.((\d+)\.\d+(?:-(?:alpha|beta|rc)\.\d+)?)$/.exec(kubernetes);
  const [, major, rest, minor] = found ?? [];
  if (major === undefined || rest === undefined || minor === undefined)
    throw new SetupError(
      `Kubernetes version: expected one like ${defaultKubernetesVersion}, got ${JSON.stringify(kubernetes)}.`,
      2,
    );
  return { major, minor, rest };
}

/** The version of each program that belongs to a Kubernetes version. */
export function versionOf(name: BinaryName, kubernetes: string): string {
  const minor = Number(partsOf(kubernetes).minor);
  const row = companions.findLast(({ fromMinor }) => minor >= fromMinor) ?? companions[0];
  if (name === "etcd") return row.etcd;
  if (name === "kwok") return row.kwok;
  return kubernetes;
}
