/** A token that was waited for. */
export interface RecordedWait {
  readonly bucket: string;
  readonly node?: number;
  readonly operation: string;
  readonly kind: string;
  readonly entity: number;
  readonly sentAt: number;
  readonly waited: number;
}

/** A request that was answered. */
export interface RecordedRequest {
  readonly operation: string;
  readonly kind: string;
  readonly entity: number;
  readonly receivedAt: number;
  readonly seconds: number;
  readonly queued: number;
}

/** Called for each wait. */
type Waited = (entity: number, node: number, now: number, wait: number) => void;

/** Notes waits and requests of a simulation. */
export class Recorder {
  readonly waits: RecordedWait[] = [];
  readonly requests: RecordedRequest[] = [];

  waitsOf(bucket: string, operation: string, kind: string, isPerNode: boolean): Waited {
    return (entity, node, now, waited) => {
      const where = isPerNode ? { node } : {};
      this.waits.push({ bucket, ...where, operation, kind, entity, sentAt: now + waited, waited });
    };
  }
}
