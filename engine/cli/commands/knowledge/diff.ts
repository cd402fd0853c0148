import {
  differencesBetween,
  loadCatalogue,
  speedReason,
  stateIn,
  type CatalogueDifference,
} from "../../../../knowledge/index.ts";
import { print, table } from "../../table.ts";
import { WrongInput } from "../../wrong-input.ts";
import { requireChoice } from "./choice.ts";
import { requireRelease } from "./releases.ts";
import { firstSentence, stateText } from "./words.ts";

interface Options {
  readonly json?: boolean;
  readonly all?: boolean;
  readonly component?: string;
}

interface Row extends CatalogueDifference {
  /** The first release in which it is as it is in the later one. */
  readonly since: string;
  /** Why it may touch the speed of a deployment; absent where nothing says so. */
  readonly why?: string;
}

/** `columbo knowledge diff`: what changed from one release to another, by default what may touch a deployment's speed. */
export async function diff(span: string, options: Options): Promise<void> {
  const [, from, to] = /^(.+?)\.\.\.?(.+)$/.exec(span) ?? [];
  if (from === undefined || to === undefined)
    throw new WrongInput(`expected two versions such as v1.29..v1.34, got ${JSON.stringify(span)}`);
  const [before, after] = [await requireRelease(from, span), await requireRelease(to, span)];
  const rows = rowsOf(before, after, options);
  const shown = { from: before, to: after, differences: rows };
  print(options.json, shown, () => {
    if (rows.length === 0) return `nothing of that differs between ${before} and ${after}`;
    const head = ["parameter", before, after, "since", "why it is shown", "what it is"];
    return table(
      head,
      rows.map(({ entry, from: left, to: right, facts, since, why }) => {
        const typed = facts.includes("type");
        const cell = (state: typeof left): string =>
          typed && state !== undefined ? `${stateText(state)} (${state.type})` : stateText(state);
        return [entry.id, cell(left), cell(right), since, why ?? "", firstSentence(entry.doc)];
      }),
    );
  });
}

function rowsOf(before: string, after: string, { all, component }: Options): readonly Row[] {
  const catalogue = loadCatalogue();
  const names = [...new Set(catalogue.entries.map((entry) => entry.component))].sort();
  const only = component === undefined ? undefined : requireChoice(component, names, "--component");
  return differencesBetween(catalogue, before, after).flatMap((difference): readonly Row[] => {
    if (only !== undefined && difference.entry.component !== only) return [];
    const why = speedReason(difference.entry);
    if (why === undefined && all !== true) return [];
    const since = sinceWhen(difference, before, after);
    return [{ ...difference, since, ...(why === undefined ? {} : { why }) }];
  });
}

/** Where the later of both releases began to be as it is. */
function sinceWhen({ entry }: CatalogueDifference, before: string, after: string): string {
  const { versions } = loadCatalogue();
  const [first, last] = [versions.indexOf(before), versions.indexOf(after)].sort((a, b) => a - b);
  const between = versions.slice((first ?? 0) + 1, (last ?? 0) + 1);
  const final = between.at(-1) ?? "";
  const same = (version: string): boolean => stateIn(entry, version) === stateIn(entry, final);
  const differs = between.findLastIndex((version) => !same(version));
  return between[differs + 1] ?? final;
}
