import type { Remedied, Remedy, RemedyContext } from "../remedy.ts";
import { factNumber, given } from "../evidence.ts";

const cause = "kube-scheduler/plugin-cost";

interface Constraint {
  readonly parameter: string;
  /** The plugin of the scheduler that it makes work for. */
  readonly plugin: string;
  /** The same as a wish instead of a demand; undefined where it is none already. */
  readonly loosened: (value: unknown) => unknown;
  /** Half a sentence. */
  readonly loosening: string;
}

/** A demand on where other pods are becomes a wish, and where that gains too little it goes. */
function looser({ parameter, plugin, loosened, loosening }: Constraint): Remedy {
  const values = (context: RemedyContext): readonly Remedied[] => {
    const set = given(context, parameter);
    const costly = context.facts.known.get("plugin-cost.plugin")?.value;
    if (context.cause !== cause || costly !== plugin || set === undefined) return [];
    const share = factNumber(context, "plugin-cost.share");
    const spent = `constraints on other pods take ${(100 * share).toFixed(0)} % of the scheduler's decisions, ${plugin} most`;
    const wish = loosened(JSON.parse(set));
    const wished =
      wish === undefined
        ? []
        : [
            {
              settings: [{ parameter, value: JSON.stringify(wish) }],
              why: `${spent}: ${loosening}`,
            },
          ];
    return [...wished, { settings: [{ parameter, value: "" }], why: `${spent}: without it` }];
  };
  return { parameter, values };
}

interface Spread {
  readonly whenUnsatisfiable?: string;
}

export const topologySpread = looser({
  parameter: "workload.topologySpreadConstraints",
  plugin: "PodTopologySpread",
  loosening: "spread as far as it goes (ScheduleAnyway)",
  loosened(value) {
    const spreads = value as readonly Spread[];
    return spreads.every(({ whenUnsatisfiable }) => whenUnsatisfiable === "ScheduleAnyway")
      ? undefined
      : spreads.map((one) => ({ ...one, whenUnsatisfiable: "ScheduleAnyway" }));
  },
});

interface Affinity {
  readonly podAntiAffinity?: {
    readonly requiredDuringSchedulingIgnoredDuringExecution?: readonly object[];
    readonly preferredDuringSchedulingIgnoredDuringExecution?: readonly object[];
  };
}

export const antiAffinity = looser({
  parameter: "workload.affinity",
  plugin: "InterPodAffinity",
  loosening: "apart from each other where there is room (preferredDuringSchedulingIgnoredDuringExecution)",
  loosened(value) {
    const affinity = value as Affinity;
    const {
      requiredDuringSchedulingIgnoredDuringExecution: demands = [],
      preferredDuringSchedulingIgnoredDuringExecution: wishes = [],
    } = affinity.podAntiAffinity ?? {};
    if (demands.length === 0) return undefined;
    const more = demands.map((podAffinityTerm) => ({ weight: 100, podAffinityTerm }));
    return {
      ...affinity,
      podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [...wishes, ...more] },
    };
  },
});
