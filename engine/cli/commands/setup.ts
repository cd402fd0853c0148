import { Command } from "commander";
import { print, table } from "../table.ts";

interface Options {
  readonly kubernetes?: string;
  readonly mirror?: string;
  readonly binDir?: string;
  readonly quiet?: boolean;
  readonly json?: boolean;
}

/** `columbo setup`: gets the programs that a local cluster is made of. */
export function setupCommand(): Command {
  return new Command("setup")
    .description("Get the Kubernetes binaries: from the cache, a download, or built from Go modules")
    .option("--kubernetes <version>", "for example v1.34.4 (the default)")
    .option("--mirror <url>", "where to download from instead of the official places")
    .option("--bin-dir <folder>", "only check that this folder has them all")
    .option("--quiet", "no progress")
    .option("--json", "print the paths as JSON")
    .action(async (options: Options) => {
      const { allBinaries, defaultKubernetesVersion, ensureBinaries } =
        await import("../../../provisioners/index.ts");
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
            names: allBinaries,
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
