import { loadRules } from "../rules/index.ts";
import { cases } from "../tests/cases/index.ts";
import { judgeCase, namedThough } from "../tests/cases/support/case.ts";
import { markdown } from "./columbo.ts";

/** What the rules say of public reports that were rebuilt as recorded inputs: which cause comes first, and what is refused. */
export async function casesTable(): Promise<string> {
  const rules = await loadRules([]);
  const rows = await Promise.all(
    cases.map(async (one) => {
      const diagnosis = await judgeCase(one, rules);
      const first = diagnosis.findings[0]?.cause ?? "-";
      const named = namedThough(one, diagnosis);
      return {
        isRight: first === one.cause,
        cells: [
          `[${String(one.id)}](${one.source})`,
          `\`${one.cause}\``,
          first === one.cause ? "first" : `\`${first}\``,
          named.length === 0 ? `all ${String(one.refused.length)}` : `not ${named.join(", ")}`,
        ],
      };
    }),
  );
  const right = rows.filter(({ isRight }) => isRight).length;
  const head = ["report", "cause expected", "cause that came first", "red herrings refused"];
  return `${markdown(
    head,
    rows.map(({ cells }) => cells),
  )}\n\n${String(right)} of ${String(rows.length)} first`;
}
