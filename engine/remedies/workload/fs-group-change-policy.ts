import type { Remedy } from "../remedy.ts";
import { factNumber, given } from "../evidence.ts";

const parameter = "workload.securityContext.fsGroupChangePolicy";

/** Looking at the top of a volume only. */
export const fsGroupChangePolicy: Remedy = {
  parameter,
  values(context) {
    if (given(context, parameter) === "OnRootMismatch")
      return [
        {
          reason: "the top of the volume has another group than the pods, so that its files must be changed",
        },
      ];
    const seconds = factNumber(context, "ownership.seconds").toFixed(1);
    return [
      {
        settings: [{ parameter, value: "OnRootMismatch" }],
        why: `the kubelet went through all files of the volume for ${seconds} s, though the pod before had left them with the same group`,
      },
    ];
  },
};
