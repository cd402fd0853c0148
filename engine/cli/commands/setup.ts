import { Command } from "commander";
import type { BinaryName } from "../../../provisioners/index.ts";
import { print, table } from "../table.ts";
import { WrongInput } from "../wrong-input.ts";

interface Options {
  readonly kubernetes?: string;
  readonly nodes: string;
  readonly mirror?: string;
  readonly binDir?: string;
  readonly quiet?: boolean;
  readonly json?: boolean;
}

/** The programs of a cluster with nodes of these kinds, from a list like "real,hollow". */
async function namesFor(nodes: string): Promise<readonly BinaryName[]> {
  const { clusterBinaries, nodeBinaries } = await import("../../../provisioners/index.ts");
  const perKind: Readonly<Record<string, readonly BinaryName[]>> = nodeBinaries;
  const more = nodes.split(",").map((kind) => {
    const names = perKind[kind.trim()];
    if (names === undefined)
      throw new WrongInput(
        `--nodes: expected some of ${Object.keys(nodeBinaries).join(", ")} with commas between, got ${JSON.stringify(kind.trim())}`,
      );
    return names;
  });
  return [...new Set([...clusterBinaries, ...more.flat()])];
}

/** `columbo setup`: gets the programs that a cluster is made of. */
export function setupCommand(): Command {
  return new Command("setup")
    .description("Get the Kubernetes binaries: from the cache, a download, or built from Go modules")
    .option("--kubernetes <version>", "for example v1.34.4 (the default)")
    .option("--nodes <kinds>", "what these kinds of nodes need: kwok, hollow, real, virtual", "kwok")
    .option("--mirror <url>", "where to download from instead of the official places")
    .option("--bin-dir <folder>", "only check that this folder has them all")
    .option("--quiet", "no progress")
    .option("--json", "print the paths as JSON")
    .action(async (options: Options) => {
      const { defaultKubernetesVersion, ensureBinaries } = await import("../../../provisioners/index.ts");
      const names = await namesFor(options.nodes);
      const { progressListener } = await import("../progress/listener.ts");
      const { interruptible } = await import("../interrupt.ts");
      const { progressEvent } = await import("../../events.ts");
      const listener = await progressListener(options);
      listener.emit({ type: "step", text: "looking for the binaries" });
      try {
        const binaries = await interruptible(listener.emit, (signal) =>
          ensureBinaries(options.kubernetes ?? defaultKubernetesVersion, {
            report: (progress) => {
              listener.emit(progressEvent(progress));
            },
            signal,
            names,
            ...(options.binDir === undefined ? {} : { binDir: options.binDir }),
            ...(options.mirror === undefined ? {} : { mirror: options.mirror }),
          }),
        );
        listener.close();
        print(options.json, binaries, () => table(["binary", "path"], Object.entries(binaries)));
      } finally {
        listener.close();
      }
    });
}
