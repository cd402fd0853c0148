import { WrongInput } from "../../wrong-input.ts";

/**
 * The release whose facts stand for a version that the user named, for example v1.34.4 for `1.34`.
 * @param place how the user named it, such as `--kubernetes`
 * @throws WrongInput for a version whose facts nobody compared
 */
export async function requireRelease(version: string, place: string): Promise<string> {
  const { compareMinor, isKubernetesVersion, verifiedKubernetes } =
    await import("../../../../knowledge/index.ts");
  const release = isKubernetesVersion(version)
    ? verifiedKubernetes.find((known) => compareMinor(known, version) === 0)
    : undefined;
  if (release !== undefined) return release;
  const span = `${verifiedKubernetes[0] ?? ""} to ${verifiedKubernetes.at(-1) ?? ""}`;
  throw new WrongInput(
    `${place}: expected a version from ${span}, whose defaults are known, got ${JSON.stringify(version)}`,
  );
}
