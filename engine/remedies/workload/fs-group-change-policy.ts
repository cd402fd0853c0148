import type { Remedy } from "../remedy.ts";

const parameter = "workload.securityContext.fsGroupChangePolicy";

/** Looking at the top of a volume only. */
export const fsGroupChangePolicy: Remedy = {
  parameter,
  values({ settings, facts }) {
    if (settings.some((one) => one.parameter === parameter && one.value === "OnRootMismatch"))
      return [
        {
          reason: "the top of the volume has another group than the pods, so that its files must be changed",
        },
      ];
    const seconds = Number(facts.known.get("ownership.seconds")?.value ?? 0).toFixed(1);
    return [
      {
        settings: [{ parameter, value: "OnRootMismatch" }],
        why: `the kubelet went through all files of the volume for ${seconds} s, though the pod before had left them with the same group`,
      },
    ];
  },
};
