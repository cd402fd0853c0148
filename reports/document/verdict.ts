import type { RootContent } from "mdast";
import type { Phase } from "../../engine/store/stored-run.ts";
import { count, listed, number, percentChange, seconds, secondsRange } from "../format.ts";
import { paragraph, tag, type Card, type Cards } from "./nodes.ts";
import { isForbidden, restartsOf, type Subject } from "./subject.ts";

const labels = {
  improved: ["Improved", "good"],
  "nothing-to-tune": ["Nothing to tune", "good"],
  "not-tried": ["Found, not tried", "plain"],
  "outside-parameters": ["Outside Kubernetes' parameters", "plain"],
  "cannot-tell": ["Cannot tell", "plain"],
  "not-confirmed": ["Not confirmed", "bad"],
  failed: ["Failed", "bad"],
} as const;

/** The verdict as a mark and one sentence or two: what came out and what it means. */
export function verdict(subject: Subject): RootContent[] {
  const [label, look] = labels[subject.result.verdict];
  return [paragraph(tag(label, look)), paragraph(sentence(subject))];
}

function sentence(subject: Subject): string {
  const { result, run, noun, changes, kept } = subject;
  const workload = count(run.plan.workload.instances, noun);
  const forbidden = result.findings.some(isForbidden);
  const forbids = `The experiment forbids Columbo to change what holds this workload of ${workload} back, so no setting was changed. Below: what it is, how that shows, and what to do.`;
  switch (result.verdict) {
    case "improved": {
      if (result.findings.some(({ outcome }) => outcome === "confirmed"))
        return `The change that Columbo had recommended was made by hand, and trials after it prove that it helped this workload of ${workload}.`;
      const components = listed([...new Set(changes.map(({ id }) => id.slice(0, id.indexOf("."))))]);
      return `Columbo changed ${count(changes.length, "setting")} of ${components}, one cause at a time, and kept what repeated trials proved. The settings and how to undo them stand below, ready to be applied.`;
    }
    case "nothing-to-tune":
      return result.findings.length === 0
        ? `No setting that Columbo knows and may change holds this workload of ${workload} back by more than the noise between trials. Leave the configuration as it is.`
        : `No change proved to be worth more to this workload of ${workload} than the noise between trials, so the configuration is as it was. What was found, and why it was left, is below.`;
    case "not-confirmed":
      return `The change that Columbo had recommended was to be made by hand; trials after it were not faster beyond their spread, so it did not help this workload of ${workload}, or was not made.`;
    case "not-tried":
      if (forbidden) return forbids;
      return subject.recommended.length > 0
        ? `Columbo found what holds this workload of ${workload} back, and worked out a change that it must not make on this cluster. Below: the change to make by hand, and how to see whether it helped.`
        : `Columbo found what holds this workload of ${workload} back, but did not try the change, so the configuration is as it was. Below: what it is, why it was not tried, and what to do.`;
    case "outside-parameters":
      if (forbidden) return forbids;
      return `What holds this workload of ${workload} back is not a Kubernetes setting, so no setting was changed. Below: what it is, how that shows, and where to look.`;
    case "cannot-tell":
      return result.cannotTell.length === 0
        ? `The trials ran, but what they showed does not tell what holds this workload of ${workload} back. This is not a clean bill of health.`
        : `The trials ran, but signals that a judgement needs were missing. This is not a clean bill of health: below is what was missing.`;
    case "failed":
      if (result.baseline === undefined)
        return `The run ended before it had a result. Nothing in this report is a measurement of a change; below is what failed and what to do.`;
      return kept.length === 0
        ? `The run ended before it had a result. The starting configuration had been measured by then, no change had been proved; below is what failed and what to do.`
        : `The run ended before it was through. What repeated trials had proved by then is below, and holds; a change that was on trial when the run failed was not measured.`;
  }
}

/** Before, after, change, what was changed; undefined when nothing was measured. */
export function summaryCards(subject: Subject): Cards | undefined {
  const { result, changes, kept } = subject;
  if (result.baseline === undefined) return undefined;
  const before = result.baseline.deploymentSeconds;
  const final = result.final?.deploymentSeconds;
  // A run that failed after a kept change may have no trials of its end, but those that proved the change.
  const after = final?.median ?? kept.at(-1)?.measured?.deploymentSeconds;
  const cards: Card[] = [phaseCard(after === undefined ? "Measured" : "Before", result.baseline)];
  if (after !== undefined) {
    const change = result.change ?? after / before.median - 1;
    const saved = before.median - after;
    const last =
      final === undefined
        ? { label: "After", value: seconds(after), notes: ["with the last change that was kept"] }
        : phaseCard("After", result.final ?? result.baseline);
    cards.push(last);
    // Of times that are lower bounds no share can be told.
    if (result.baseline.incomplete === undefined && result.final?.incomplete === undefined)
      cards.push({
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

/** Of a deployment that was not complete, how many did not run says more than when it was ended. */
function phaseCard(label: string, { deploymentSeconds, incomplete }: Phase): Card {
  if (incomplete === undefined) return trialsCard(label, deploymentSeconds);
  const { why, ran, of } = incomplete;
  return {
    label,
    value: `${of - ran} of ${of}`,
    notes: [`never ran (${why})`, `ended after ${seconds(deploymentSeconds.median)}`],
  };
}

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
