import { install, lacksPlace, lacksRights, missingPrograms } from "../local/real/lacks.ts";
import { verdict, type Verdict } from "./finding.ts";

/** What real nodes need beside the control plane; `folders` are looked at for programs after PATH. */
export async function realNodes(folders?: readonly string[]): Promise<Verdict> {
  const missing = await missingPrograms(folders);
  const others = [...(await lacksRights()), ...(await lacksPlace())].map(({ what }) => what);
  const found = [...others, ...missing.map(({ what }) => `real nodes need ${what}`)];
  const packages = [...new Set(missing.map(({ debian }) => debian))];
  return verdict(
    "optional",
    found.length === 0,
    found.length === 0 ? "root, containerd, runc and CNI plugins" : found.join("; "),
    packages.length === 0 ? undefined : install(packages.join(" ")),
  );
}
