import { ownerLives, readLedger } from "../ledger.ts";
import { verdict, type Verdict } from "./finding.ts";

/** What crashed runs left behind, according to the ledger. */
export async function leftovers(): Promise<Verdict> {
  const left: string[] = [];
  for (const file of await readLedger()) {
    if ("unreadable" in file) left.push(file.unreadable);
    else if (!(await ownerLives(file.entry))) left.push(file.entry.cluster);
  }
  const found = left.length === 0 ? "none" : left.join(", ");
  return verdict("optional", left.length === 0, found, "columbo clean");
}
