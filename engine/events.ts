import type { Progress } from "../provisioners/index.ts";
import type { LiveCounts } from "./observe/index.ts";

/** What happens while a command works. The terminal is one listener, `--json` is another. */
export type RunEvent =
  | { readonly type: "phase"; readonly text: string }
  | { readonly type: "step"; readonly text: string }
  | { readonly type: "note"; readonly text: string }
  | {
      readonly type: "trial";
      readonly label: string;
      readonly containers: number;
      readonly counts: Readonly<LiveCounts>;
      readonly elapsedSeconds: number;
      readonly expectedSeconds?: number;
    }
  | { readonly type: "trial-done"; readonly label: string; readonly deploymentSeconds: number };

export type Emit = (event: RunEvent) => void;

/** What a provisioner says, as an event of the run. */
export function progressEvent(progress: Progress): RunEvent {
  return { type: progress.kind === "step" ? "step" : "note", text: progress.text };
}
