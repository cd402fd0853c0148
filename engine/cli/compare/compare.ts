import { compareRuns } from "../../compare-runs/index.ts";
import { readRun } from "../../store/index.ts";
import { print } from "../table.ts";
import { WrongInput } from "../wrong-input.ts";
import { comparedText } from "./text.ts";

export interface CompareOptions {
  readonly anyway?: boolean;
  readonly json?: boolean;
}

/**
 * Prints two runs side by side.
 * @throws WrongInput when they are not comparable, unless they shall be shown anyway; StoreError when one is no run
 */
export async function compare(
  folderA: string,
  folderB: string,
  { anyway = false, json }: CompareOptions,
): Promise<void> {
  const [a, b] = [await readRun(folderA), await readRun(folderB)];
  const compared = compareRuns(a, b);
  if (compared.hindrances.length > 0 && !anyway)
    throw new WrongInput(
      `${folderA} (A) and ${folderB} (B) cannot be compared: ${compared.hindrances.join("; ")}; --anyway shows them nevertheless`,
    );
  print(json, compared, () => comparedText(compared));
}
