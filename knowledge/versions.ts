/** The releases whose sources every default and constant of this folder was compared with, in ascending order. */
export const verifiedKubernetes: readonly string[] = [
  "v1.29.6",
  "v1.30.14",
  "v1.31.14",
  "v1.32.13",
  "v1.33.13",
  "v1.34.4",
  "v1.35.4",
  "v1.36.3",
  "v1.37.2",
];

/** The minor version that every first default holds from, as far as it was verified. */
export const OLDEST_VERIFIED = "1.29";

/**
 * Names the source of a fact, with the releases in which it was found unchanged.
 * @param place for example "kubernetes v1.34.4 pkg/controller/controller_utils.go:87"
 */
export function verifiedSource(place: string): string {
  return `${place}; the same in ${verifiedKubernetes.join(", ")}`;
}

/** Names the releases whose lists of feature gates were compared: a gate's default changes between them. */
export const comparedGates = `the list of feature gates of each of ${verifiedKubernetes.join(", ")}`;

/** The number of a minor version, for example 1034 for "v1.34.4" and "1.34"; undefined for another text. */
function minorNumber(version: string): number | undefined {
  const [, major, minor] =
    /^v?(\d{1,3})\.(\d{1,3})(?:\.\d+(?:-(?:alpha|beta|rc)\.\d+)?)?$/.exec(version) ?? [];
  return major === undefined ? undefined : Number(major) * 1000 + Number(minor);
}

/**
 * Compares two Kubernetes versions by major and minor, for example "v1.34.4" and "1.27"; negative when `a` is older.
 * @throws TypeError for a text that is no version
 */
export function compareMinor(a: string, b: string): number {
  const [left, right] = [minorNumber(a), minorNumber(b)];
  if (left === undefined || right === undefined)
    throw new TypeError(`expected two versions of Kubernetes, got ${a} and ${b}`);
  return left - right;
}

/** Whether a text is a version of Kubernetes: `v1.34.4`, `1.34`, `v1.35.0-rc.1`. */
export function isKubernetesVersion(text: string): boolean {
  return minorNumber(text) !== undefined;
}

/** Whether the facts of this folder were compared with a release of this minor version. */
export function isVerified(kubernetes: string): boolean {
  return verifiedKubernetes.some((known) => compareMinor(known, kubernetes) === 0);
}
