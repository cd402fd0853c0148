import { amountsOf, type AmountsAsWritten } from "../quantities.ts";
import type { ClusterObjects, NodeState, WebhookState } from "../trial/record.ts";

/** A Node, as far as it is read. */
export interface NodeObject {
  readonly metadata: { readonly name: string; readonly labels?: Readonly<Record<string, string>> };
  readonly spec?: {
    readonly unschedulable?: boolean;
    readonly taints?: readonly { readonly key: string; readonly value?: string; readonly effect: string }[];
  };
  readonly status?: { readonly allocatable?: AmountsAsWritten };
}

/** A MutatingWebhookConfiguration or a ValidatingWebhookConfiguration. */
export interface WebhookObject {
  readonly metadata: { readonly name: string };
  readonly webhooks?: readonly {
    readonly name: string;
    readonly timeoutSeconds?: number;
    readonly failurePolicy?: string;
    readonly rules?: readonly { readonly resources?: readonly string[] }[];
  }[];
}

/** A LimitRange. */
export interface LimitRangeObject {
  readonly metadata: { readonly name: string };
  readonly spec?: {
    readonly limits?: readonly {
      readonly type: string;
      readonly default?: AmountsAsWritten;
      readonly defaultRequest?: AmountsAsWritten;
    }[];
  };
}

/** What a deployment creates and changes, without what stands behind a slash. */
const written: ReadonlySet<string> = new Set([
  "*",
  "pods",
  "jobs",
  "deployments",
  "replicasets",
  "statefulsets",
  "daemonsets",
]);

export function nodeState({ metadata, spec, status }: NodeObject): NodeState {
  const { allocatable = {} } = status ?? {};
  const { pods } = allocatable;
  return {
    name: metadata.name,
    allocatable: { ...amountsOf(allocatable), ...(pods === undefined ? {} : { pods: Number(pods) }) },
    labels: metadata.labels ?? {},
    taints: (spec?.taints ?? []).map(({ key, value, effect }) => ({
      key,
      ...(value === undefined ? {} : { value }),
      effect,
    })),
    ...(spec?.unschedulable === true ? { unschedulable: true as const } : {}),
  };
}

/** The webhooks of a configuration that may be asked about what a deployment writes; with the API's own defaults. */
export function webhookStates(
  { metadata, webhooks = [] }: WebhookObject,
  kind: WebhookState["kind"],
): readonly WebhookState[] {
  return webhooks
    .filter(({ rules = [] }) =>
      rules.some(({ resources = [] }) => resources.some((name) => written.has(name.replace(/\/.*$/, "")))),
    )
    .map(({ name, timeoutSeconds = 10, failurePolicy = "Fail" }) => ({
      configuration: metadata.name,
      name,
      kind,
      timeoutSeconds,
      failurePolicy,
    }));
}

/** What a LimitRange gives to containers that name no amounts of their own. */
export function containerDefaults({ metadata, spec }: LimitRangeObject): ClusterObjects["containerDefaults"] {
  return (spec?.limits ?? [])
    .filter((item) => item.type === "Container" && (item.default ?? item.defaultRequest) !== undefined)
    .map((item) => ({
      limitRange: metadata.name,
      requests: amountsOf(item.defaultRequest),
      limits: amountsOf(item.default),
    }));
}
