import { z } from "zod";

const optionalNumber = z.number().optional();

/** The virtual machines that the cluster was made of, and the network between them. */
export const machinesSchema = z.strictObject({
  acceleration: z.enum(["kvm", "tcg"]),
  /** What components were told about time since the machines are emulated. */
  timeouts: z.array(z.string()),
  machines: z.array(
    z.strictObject({
      name: z.string(),
      tier: z.string(),
      role: z.string(),
      cores: z.number(),
      memoryGiB: z.number(),
      quota: z.number(),
      address: z.string(),
      host: z.string(),
      /** Absent when it was gone at the end. */
      login: z.string().optional(),
    }),
  ),
  network: z.strictObject({
    /** Delays one way in ms, rates in Mbit/s; each direction by itself. */
    links: z.array(
      z.strictObject({
        from: z.string(),
        to: z.string(),
        asked: z.strictObject({ delayMs: z.number(), jitterMs: z.number(), rateMbit: z.number() }),
        delayMs: optionalNumber,
        jitterMs: optionalNumber,
        rateMbit: optionalNumber,
        /** Phrases of what is more than a tenth off. */
        deviations: z.array(z.string()),
      }),
    ),
    /** Round trips between every two machines, ms. */
    pairs: z.array(
      z.strictObject({
        ...{ from: z.string(), to: z.string(), min: z.number(), mean: z.number(), max: z.number() },
        ...{ deviation: z.number(), p50: z.number(), p90: z.number(), p99: z.number() },
        rateMbit: optionalNumber,
      }),
    ),
  }),
});
