import type { Observer, ObserverFactory } from "./observer.ts";
import { openTail, type LogTail } from "./log-tail.ts";
import { logOf } from "./sources.ts";
import type { PointId } from "../../knowledge/index.ts";
import type { Stamp } from "../timeline/timeline.ts";
import type { AuditedRequest } from "../trial/record.ts";

interface AuditEvent {
  readonly verb: string;
  readonly user: { readonly username: string };
  readonly objectRef?: {
    readonly resource: string;
    readonly subresource?: string;
    readonly namespace?: string;
    readonly name?: string;
  };
  readonly requestReceivedTimestamp: string;
  readonly stageTimestamp: string;
  readonly responseStatus?: { readonly code?: number };
  readonly responseObject?: { readonly metadata?: { readonly name?: string } };
}

const source = "audit log";
/** Audit time stamps are MicroTime: whole microseconds. */
const precision = 0.001;

const received: Readonly<Record<string, PointId>> = {
  "get jobs": "job-read",
  "create jobs": "job-received",
  "create pods": "pod-received",
  "create pods/binding": "binding-received",
};
const stored: Readonly<Record<string, PointId>> = {
  "create jobs": "job-stored",
  "create pods": "pod-stored",
  "create pods/binding": "binding-stored",
};

/** Milliseconds since the epoch of a MicroTime; Date alone would cut the microseconds off. */
export function microTime(text: string): number {
  const fraction = /\.(\d{3})(\d+)Z$/.exec(text)?.[2] ?? "";
  return Date.parse(text) + Number(`0.${fraction}0`);
}

/** When the API server received and had stored each object of the Job path. */
export const auditLog: ObserverFactory = ({ cluster }): Observer => {
  let tail: LogTail;
  return {
    name: source,
    async begin() {
      tail = await openTail(logOf(cluster, "audit"));
    },
    async end() {
      const stamps: Stamp[] = [];
      const requests: AuditedRequest[] = [];
      for (const line of await tail.lines()) {
        const event = JSON.parse(line) as AuditEvent;
        if (event.objectRef?.namespace !== cluster.namespace) continue;
        const request = requestOf(event, event.objectRef);
        requests.push(request);
        stamps.push(...stampsOf(request));
      }
      return { stamps: withoutLateReads(stamps), requests };
    },
  };
};

/** A Job's read belongs to its path only before its creation: whoever looks later is somebody else. */
function withoutLateReads(stamps: readonly Stamp[]): readonly Stamp[] {
  const received = new Map(
    stamps.flatMap(({ point, job, at }) => (point === "job-received" ? [[job, at] as const] : [])),
  );
  return stamps.filter(
    ({ point, job, at }) => point !== "job-read" || at < (received.get(job) ?? Number.POSITIVE_INFINITY),
  );
}

function requestOf(event: AuditEvent, ref: NonNullable<AuditEvent["objectRef"]>): AuditedRequest {
  const receivedAt = microTime(event.requestReceivedTimestamp);
  // Pods of a Job are created by generateName: only the response knows the name.
  const name = ref.name ?? event.responseObject?.metadata?.name;
  return {
    verb: event.verb,
    resource: ref.subresource === undefined ? ref.resource : `${ref.resource}/${ref.subresource}`,
    user: event.user.username,
    ...(name === undefined ? {} : { name }),
    receivedAt,
    latency: microTime(event.stageTimestamp) - receivedAt,
    code: event.responseStatus?.code ?? 0,
  };
}

function stampsOf(request: AuditedRequest): Stamp[] {
  const kind = `${request.verb} ${request.resource}`;
  const { name } = request;
  if (name === undefined || (request.code >= 400 && request.verb !== "get")) return [];
  const object = request.resource === "jobs" ? { job: name } : { pod: name };
  const stamp = (point: PointId | undefined, at: number): Stamp[] =>
    point === undefined ? [] : [{ point, ...object, at, source, precision }];
  return [
    ...stamp(received[kind], request.receivedAt),
    ...stamp(stored[kind], request.receivedAt + request.latency),
  ];
}
