import type { RootContent } from "mdast";
import { count, listed, number, percentChange, seconds, secondsRange } from "../format.ts";
import { paragraph, tag, type Card, type Cards } from "./nodes.ts";
import { restartsOf, type Subject } from "./subject.ts";

const labels = {
  improved: ["Improved", "good"],
  "nothing-to-tune": ["Nothing to tune", "good"],
  "outside-parameters": ["Outside Kubernetes' parameters", "plain"],
  "cannot-tell": ["Cannot tell", "plain"],
  failed: ["Failed", "bad"],
} as const;

/** The verdict as a mark and one sentence or two: what came out and what it means. */
export function verdict(subject: Subject): RootContent[] {
  const [label, look] = labels[subject.result.verdict];
  return [paragraph(tag(label, look)), paragraph(sentence(subject))];
}

function sentence(subject: Subject): string {
  const { result, run, noun, changes } = subject;
  const workload = count(run.plan.workload.instances, noun);
  switch (result.verdict) {
    case "improved": {
      const components = listed([...new Set(changes.map(({ id }) => id.slice(0, id.indexOf("."))))]);
      return `Columbo changed ${count(changes.length, "setting")} of ${components}, one cause at a time, and kept what repeated trials proved. The settings and how to undo them stand below, ready to be applied.`;
    }
    case "nothing-to-tune":
      return `No setting that Columbo knows and may change holds this workload of ${workload} back by more than the noise between trials. Leave the configuration as it is.`;
    case "outside-parameters":
      return `What holds this workload of ${workload} back is not a Kubernetes setting, so no setting was changed. Below: what it is, how that shows, and where to look.`;
    case "cannot-tell":
      return `The trials ran, but signals that a judgement needs were missing. This is not a clean bill of health: below is what was missing.`;
    case "failed":
      return `The run ended before it had a result. Nothing in this report is a measurement of a change; below is what failed and what to do.`;
  }
}

/** Before, after, change, what was changed; undefined when nothing was measured. */
export function summaryCards(subject: Subject): Cards | undefined {
  const { result, changes } = subject;
  if (result.baseline === undefined) return undefined;
  const before = result.baseline.deploymentSeconds;
  const after = result.final?.deploymentSeconds;
  const cards: Card[] = [trialsCard(after === undefined ? "Measured" : "Before", before)];
  if (after !== undefined) {
    const change = result.change ?? after.median / before.median - 1;
    const saved = before.median - after.median;
    cards.push(trialsCard("After", after), {
      label: "Change",
      value: percentChange(change),
      notes: [`${difference(saved)} until the last ${subject.noun} runs`],
    });
  }
  const restarts = restartsOf(changes);
  cards.push({
    label: "Changed",
    ...(changes.length === 0 ? {} : { wide: true as const }),
    value: changes.length === 0 ? "nothing" : count(changes.length, "setting"),
    notes:
      changes.length === 0
        ? ["the configuration is as it was"]
        : [
            ...changes.map(({ id, from, to }) => `${id} ${shown(from)} → ${shown(to)}`),
            ...(restarts.length === 0 ? [] : [`restart ${listed(restarts)}`]),
          ],
  });
  return { type: "cards", cards, children: [] };
}

const difference = (saved: number): string =>
  Math.abs(saved) < 0.0005
    ? "as long as before"
    : `${seconds(Math.abs(saved))} ${saved < 0 ? "more" : "less"}`;

const shown = (value: string | number | boolean): string =>
  typeof value === "number" ? number(value) : String(value);

function trialsCard(
  label: string,
  { median, low, high, trials }: { median: number; low: number; high: number; trials: number[] },
): Card {
  return {
    label,
    value: seconds(median),
    notes: [
      trials.length === 1
        ? "one trial: no spread known"
        : `median of ${count(trials.length, "trial")}, ${secondsRange(low, high)}`,
    ],
  };
}
