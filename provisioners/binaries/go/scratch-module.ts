import { scratchModule } from "./edited-source.ts";
import type { GoSource } from "./sources.ts";

/** The oldest Go that the module says it builds with, from its `go` line, for example "1.24.0". */
export function goLineOf(goMod: string): string | undefined {
  return /^go\s+(\S+)/m.exec(goMod)?.[1];
}

/** The modules that a go.mod replaces by folders of its own repository under ./staging. */
function stagedModules(goMod: string): readonly string[] {
  return [...goMod.matchAll(/^\s*(?:replace\s+)?(\S+)\s+=>\s+\.\/staging\//gm)].flatMap(([, name]) =>
    name === undefined ? [] : [name],
  );
}

/**
 * The go.mod of a throw-away module that requires another one, so that its commands can be built. Go ignores a
 * required module's own `replace` lines, and Kubernetes needs them: its staging modules are required as v0.0.0
 * and published as v0.Y.Z for Kubernetes v1.Y.Z.
 */
export function scratchGoMod(source: GoSource, goMod: string): string {
  const staged = source.version.replace(/^v\d+\./, "v0.");
  const lines = [
    `module ${scratchModule}`,
    "",
    `go ${goLineOf(goMod) ?? "1.21"}`,
    "",
    `require ${source.module} ${source.version}`,
    ...stagedModules(goMod).map((name) => `replace ${name} => ${name} ${staged}`),
  ];
  return `${lines.join("\n")}\n`;
}
