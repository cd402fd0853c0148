import { known, missing, readingOf, type Reading, type Readings } from "../fact-set.ts";
import { askedWebhooks, heldByWebhook, webhookMetric, type AskedWebhook } from "../server-waits.ts";
import { grown, type TrialView } from "../trial-view.ts";
import { shareOfDeployment } from "../share-of-deployment.ts";

const unread = missing("no metrics of kube-apiserver were read");
const failedOpen = "apiserver_admission_webhook_fail_open_count";

/** Which admission webhook took longest, and how much of the deployment it took. */
export function webhookFacts(view: TrialView): Readings {
  const webhooks = view.context.plan.provider === "simulated" ? [] : askedWebhooks(view);
  if (webhooks === undefined) return readingOf(unread, ids, "webhook.");
  const [slowest] = webhooks;
  if (slowest === undefined)
    return {
      ...readingOf(known(0, "no webhook was asked"), ids, "webhook."),
      "webhook.name": known("none", "no webhook was asked"),
      "webhook.failure-policy": known("none", "no webhook was asked"),
    };
  const { name, calls, seconds } = slowest;
  const origin = `${webhookMetric}{name="${name}"}`;
  const delay = delayOf(view, slowest, origin);
  const state = view.record.objects?.webhooks.find((one) => one.name === name);
  const unlisted = missing("the webhook configurations were not read");
  return {
    "webhook.name": known(name, `${webhookMetric}, the webhook that took longest`),
    "webhook.calls": known(calls, origin),
    "webhook.seconds-per-object": known(calls === 0 ? 0 : seconds / calls, origin),
    "webhook.unanswered": known(grown(view, "kube-apiserver", failedOpen, { name }) ?? 0, failedOpen),
    "webhook.timeout-seconds":
      state === undefined ? unlisted : known(state.timeoutSeconds, `configuration ${state.configuration}`),
    "webhook.failure-policy":
      state === undefined ? unlisted : known(state.failurePolicy, `configuration ${state.configuration}`),
    "webhook.delay-seconds": delay,
    "webhook.delay-share": shareOfDeployment(view, delay, "webhook.delay-seconds / deployment"),
  };
}

const ids = [
  "name",
  "calls",
  "seconds-per-object",
  "unanswered",
  "timeout-seconds",
  "failure-policy",
  "delay-seconds",
  "delay-share",
];

/**
 * Objects that are created side by side wait side by side, so that only the time counts in which one was under way.
 * Without an audit log nobody sees that: all calls together are the most that it can be, which tells when it is little.
 */
function delayOf(view: TrialView, { seconds }: AskedWebhook, origin: string): Reading {
  const held = heldByWebhook(view);
  if (held !== undefined)
    return known(held.seconds * held.part, `audit log, creates that took as long as the webhook; ${origin}`);
  if (seconds <= view.context.noiseSeconds) return known(seconds, `${origin}, all calls together`);
  return view.record.requests.length === 0
    ? missing("the audit log, which shows when creates waited for the webhook, was not read")
    : known(0, "audit log: no create took as long as the webhook does");
}
