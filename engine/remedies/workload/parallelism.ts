import type { Remedy } from "../remedy.ts";
import { podsOf } from "../room.ts";
import { factNumber } from "../evidence.ts";

const parameter = "workload.Job.parallelism";

/** All pods at once: no node lacked room for one. */
export const parallelism: Remedy = {
  parameter,
  values(context) {
    const { pods } = podsOf(context);
    const atOnce = Number(context.facts.known.get("replicas.at-once")?.value ?? pods);
    if (atOnce >= pods) return [];
    const seconds = factNumber(context, "replicas.seconds").toFixed(1);
    return [
      {
        settings: [{ parameter, value: pods }],
        why: `no more than ${atOnce} pods were there at once, and the others came in the course of ${seconds} s as these ended, though no node lacked room`,
      },
    ];
  },
};
