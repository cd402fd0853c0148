import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** Where an image's packages come from. */
export interface DebianSource {
  readonly suite: string;
  /** Files of sources that mmdebstrap reads; none = Debian's own servers. */
  readonly files: readonly string[];
}

/** The oldest release whose systemd takes credentials from the machine's firmware. */
const oldest = "bookworm";
const releases: readonly string[] = ["bookworm", "trixie", "forky"];

/** This machine's own release and sources where it is a Debian that is new enough, else Debian's servers. */
export async function debianSource(root = "/"): Promise<DebianSource> {
  const release = osRelease(await readFile(join(root, "etc/os-release"), "utf8").catch(() => ""));
  const suite = release.get("VERSION_CODENAME") ?? "";
  if (release.get("ID") !== "debian" || !releases.includes(suite)) return { suite: oldest, files: [] };
  const folder = join(root, "etc/apt/sources.list.d");
  const beside = (await readdir(folder).catch(() => [])).filter((name) =>
    /^debian.*\.(list|sources)$/.test(name),
  );
  const main = join(root, "etc/apt/sources.list");
  const hasMain = (await readFile(main, "utf8").catch(() => ""))
    .split("\n")
    .some((line) => /^deb\s/.test(line));
  return { suite, files: [...(hasMain ? [main] : []), ...beside.map((name) => join(folder, name))] };
}

/** The variables of os-release(5). */
function osRelease(text: string): ReadonlyMap<string, string> {
  return new Map(
    text.split("\n").flatMap((line): readonly (readonly [string, string])[] => {
      const [, name, value] = /^([A-Z_]+)="?([^"]*)"?$/.exec(line) ?? [];
      return name === undefined ? [] : [[name, value ?? ""]];
    }),
  );
}
