import type { Finding } from "../../engine/store/stored-run.ts";
import { count, number, seconds, secondsRange, signedSeconds } from "../format.ts";

type Measured = NonNullable<Finding["measured"]>;

/** What trials after a change came to, as a finding shows it. */
export function measuredText(measured: Measured): string {
  const { deploymentSeconds, difference, containers } = measured;
  const ran =
    containers === undefined
      ? ""
      : `${number(containers.after.ran)} of ${count(containers.after.of, "container")} ran, ${number(containers.before.ran)} before; `;
  return `Measured: ${ran}${seconds(deploymentSeconds)}; difference of the medians ${signedSeconds(difference)} (95 % interval ${range(measured)}${ranks(measured)})${trials(measured)}`;
}

/** That a change helped, with what proves it. */
export function proved(cause: string, measured: Measured): string {
  if (measured.containers !== undefined)
    return `With the change for ${cause} more containers run than without it${trials(measured)}; the times of trials in which not all ran are lower bounds.`;
  const excludes = measured.differenceHigh < 0 ? ", which leaves out “no better”" : "";
  return `The change for ${cause} made a difference of ${signedSeconds(measured.difference)} between the medians; its 95 % bootstrap interval is ${range(measured)}${excludes}${ranks(measured)}${trials(measured)}.`;
}

/** That trials do not show that a change helped: it may help by what is below the noise. */
export function notShown(cause: string, measured: Measured): string {
  const what =
    measured.differenceLow > 0 ? "was slower after the change" : "shows no difference by the change";
  return `The deployment ${what} for ${cause} (interval ${range(measured)}${ranks(measured)})${trials(measured)}.`;
}

function range({ differenceLow, differenceHigh }: Measured): string {
  return secondsRange(differenceLow, differenceHigh, signedSeconds);
}

function ranks({ rankP }: Measured): string {
  return rankP === undefined ? "" : `, chance of such ranks without a difference ${number(rankP)}`;
}

/** " from 5 trials before and 4 after, 2 of each taken in turn"; nothing in results of earlier versions. */
function trials({ trialsBefore, trialsAfter, interleaved = 0, drift }: Measured): string {
  if (trialsBefore === undefined || trialsAfter === undefined) return "";
  const turns = interleaved === 0 ? "" : `, ${number(interleaved)} of each taken in turn`;
  const only = drift === undefined ? "" : ", which alone count since the machine drifted";
  return `, from ${count(trialsBefore, "trial")} before and ${number(trialsAfter)} after${turns}${only}`;
}
