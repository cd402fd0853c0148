import { apply } from "json-merge-patch";
import type { PodTemplate } from "./job.ts";

/** A part of a pod template as a user writes it; `spec.containers` has one entry at most, which is every container's. */
export interface PodFragment {
  readonly metadata?: {
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec?: Readonly<Record<string, unknown>> & {
    readonly containers?: readonly Readonly<Record<string, unknown>>[];
  };
}

/** Whether the containers say themselves when they are ready; without a probe they are as soon as they run. */
export function hasReadinessProbe({ pod }: { readonly pod?: PodFragment }): boolean {
  const probe = pod?.spec?.containers?.[0]?.["readinessProbe"];
  return probe !== undefined && probe !== null;
}

/** A pod template with a user's fragment merged over it by JSON merge patch (RFC 7396), containers one by one. */
export function withFragment(template: PodTemplate, { metadata = {}, spec = {} }: PodFragment): PodTemplate {
  const { containers: [each = {}] = [], ...rest } = spec;
  const { containers, ...pod } = template.spec;
  return {
    metadata: merged(template.metadata, metadata),
    spec: { ...merged(pod, rest), containers: containers.map((container) => merged(container, each)) },
  };
}

/** The package writes into its target, and takes parts of the patch as they are: both stay untouched here. */
function merged<T extends object>(target: T, patch: object): T {
  return apply(structuredClone(target), structuredClone(patch)) as T;
}
