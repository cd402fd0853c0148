import type { AmountsAsWritten } from "../quantities.ts";
import type { Stamp } from "../timeline/timeline.ts";
import type { SeenPod } from "./observer.ts";

export interface Waiting {
  readonly reason?: string;
  readonly message?: string;
}

interface Terminated extends Waiting {
  readonly exitCode?: number;
}

interface State {
  readonly waiting?: Waiting;
  readonly running?: object;
  readonly terminated?: Terminated;
}

/** A version of a pod, as a watch delivers it. */
export interface PodEvent {
  readonly type: "ADDED" | "MODIFIED" | "DELETED";
  readonly object: {
    readonly metadata: {
      readonly name: string;
      readonly uid?: string;
      readonly labels?: Readonly<Record<string, string>>;
      readonly ownerReferences?: readonly { readonly kind: string; readonly name: string }[];
    };
    readonly spec: {
      readonly nodeName?: string;
      readonly containers: readonly {
        readonly name: string;
        readonly readinessProbe?: object;
        /** As they are after admission. */
        readonly resources?: { readonly requests?: AmountsAsWritten; readonly limits?: AmountsAsWritten };
      }[];
    };
    readonly status?: {
      readonly phase?: string;
      readonly startTime?: string;
      readonly conditions?: readonly (Waiting & { readonly type: string; readonly status: string })[];
      readonly containerStatuses?: readonly {
        readonly name: string;
        /** For example containerd://3f2a...; empty before the container is made. */
        readonly containerID?: string;
        readonly ready?: boolean;
        readonly restartCount?: number;
        readonly state?: State;
        readonly lastState?: State;
      }[];
    };
  };
}

/** The pod, with the Job that it is of: by the label that Jobs give, by its owner, or "" for none. */
export function podOf({ object: { metadata, spec, status } }: PodEvent): SeenPod {
  const made = (status?.containerStatuses ?? []).flatMap(({ name, containerID = "" }) =>
    containerID === "" ? [] : [[name, containerID.replace(/^.*\/\//, "")] as const],
  );
  const owner = metadata.ownerReferences?.[0]?.name;
  return {
    name: metadata.name,
    job: metadata.labels?.["batch.kubernetes.io/job-name"] ?? metadata.labels?.["job-name"] ?? owner ?? "",
    ...(metadata.uid === undefined ? {} : { uid: metadata.uid }),
    ...(spec.nodeName === undefined ? {} : { node: spec.nodeName }),
    containers: spec.containers.map((container) => container.name),
    ...(made.length === 0 ? {} : { ids: Object.fromEntries(made) }),
  };
}

/** Names of the containers that have started; a short program may have ended before its first status. */
export function startedContainers({ object }: PodEvent): readonly string[] {
  const statuses = object.status?.containerStatuses ?? [];
  return statuses
    .filter(({ state }) => state?.running !== undefined || state?.terminated !== undefined)
    .map(({ name }) => name);
}

/** Names of the containers that have a readiness probe, and of those among them that are ready. */
export function probedContainers({ object }: PodEvent): {
  readonly probed: readonly string[];
  readonly ready: readonly string[];
} {
  const probed = object.spec.containers.flatMap((one) =>
    one.readinessProbe === undefined ? [] : [one.name],
  );
  const statuses = object.status?.containerStatuses ?? [];
  return {
    probed,
    ready: probed.filter((name) => statuses.some((one) => one.name === name && one.ready === true)),
  };
}

const source = "pod watch";
/** One turn of this program's event loop; bigger pauses show as a late stamp, never as an early one. */
const precision = 1;

function unpackedStamp(job: string, at: number): Stamp {
  return { point: "job-unpacked", job, at, source, precision, late: true };
}

/** What a version shows that arrived at `at`. Everything but the API's own report had happened before. */
export function podStamps(event: PodEvent, at: number, hasKubelet: boolean): readonly Stamp[] {
  const { metadata, spec, status } = event.object;
  const stamp = (point: Stamp["point"], more: Partial<Stamp> = {}): Stamp => ({
    point,
    pod: metadata.name,
    at,
    source,
    precision,
    ...more,
  });
  const late = { late: true } as const;
  const { job } = podOf(event);
  const stored = [
    // A Job's first pod shows, late, that its controller has begun to create them.
    ...(job === "" ? [] : [unpackedStamp(job, at)]),
    stamp("pod-received", late),
    stamp("pod-stored", late),
  ];
  if (spec.nodeName === undefined) return stored;
  const containers = startedContainers(event);
  const reported = [
    ...containers.map((container) => stamp("running-reported", { container })),
    ...probedContainers(event).ready.map((container) => stamp("container-ready", { container })),
  ];
  const bound = [...stored, stamp("binding-received", late), stamp("binding-stored", late)];
  if (!hasKubelet)
    return [
      ...bound,
      stamp("pod-delivered"),
      ...containers.map((container) => stamp("container-running", { container })),
      ...reported,
    ];
  const sandbox = status?.conditions?.some(
    (condition) => condition.type === "PodReadyToStartContainers" && condition.status === "True",
  );
  return [
    ...bound,
    // Only a kubelet writes when it took the pod up.
    ...(status?.startTime === undefined ? [] : [stamp("pod-delivered", late)]),
    ...(sandbox === true ? [stamp("sandbox-ready", late)] : []),
    ...reported,
  ];
}
