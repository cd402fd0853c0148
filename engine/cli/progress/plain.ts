import type { RunEvent } from "../../events.ts";
import { trialLine, type ProgressListener } from "./contract.ts";

/** A log wants to know that a long trial is alive, not each of its steps. */
const trialLineEverySeconds = 10;

/** One line per event; a running trial says something every ten seconds. */
export function plainListener(write: (line: string) => void): ProgressListener {
  let saidAt = 0;
  return {
    emit(event: RunEvent) {
      switch (event.type) {
        case "phase":
          write(event.text);
          break;
        case "step":
        case "note":
          write(`  ${event.text}`);
          break;
        case "trial":
          if (event.elapsedSeconds < saidAt) saidAt = 0;
          if (event.elapsedSeconds - saidAt < trialLineEverySeconds) break;
          saidAt = event.elapsedSeconds;
          write(`  ${trialLine(event)}`);
          break;
        case "trial-done":
          saidAt = 0;
          write(`  ${event.label}: ${event.deploymentSeconds.toFixed(2)} s`);
          break;
      }
    },
    close: () => undefined,
  };
}
