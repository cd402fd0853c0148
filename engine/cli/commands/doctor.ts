import { Command } from "commander";
import { print, table } from "../table.ts";

interface Options {
  readonly json?: boolean;
}

/** `columbo doctor`: what this machine can and cannot do, and the command that mends it. */
export function doctorCommand(): Command {
  return new Command("doctor")
    .description("What this machine can and cannot do, and the command that mends it")
    .option("--json", "as JSON, for scripts")
    .action(async (options: Options) => {
      const { examine } = await import("../../../provisioners/index.ts");
      const findings = await examine();
      print(options.json, findings, () =>
        table(
          ["", "what", "found", "how to mend it"],
          findings.map(({ ok, level, name, found, mend }) => [
            ok ? "ok" : level === "needed" ? "NEEDED" : "missing",
            name,
            found,
            mend ?? "",
          ]),
        ),
      );
      if (findings.some(({ ok, level }) => !ok && level === "needed")) process.exitCode = 3;
    });
}
