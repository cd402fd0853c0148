import { findExecutable } from "../executable.ts";
import { verdict, type Verdict } from "./finding.ts";

/** Only Columbo's own tests need a browser: they open the report in one. */
export async function chromium(): Promise<Verdict> {
  const path = await findExecutable(["chromium"]);
  const found = path ?? "none; the tests of the report need it";
  return verdict("optional", path !== undefined, found, "bash scripts/setup-machine.sh");
}
