import { styleText } from "node:util";
import { createLogUpdate } from "log-update";
import type { RunEvent } from "../../events.ts";
import { trialLine, type ProgressListener } from "./contract.ts";

const frames = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const frameMs = 100;

/**
 * A live line with the step that is under way; phases, notes and finished trials stay on the screen.
 * It never reads the keyboard: prompt libraries put the terminal into raw mode, in which Ctrl-C ends the program
 * before it has cleaned up.
 */
export function terminalListener(): ProgressListener {
  const update = createLogUpdate(process.stderr);
  let text: string | undefined;
  let since = 0;
  let frame = 0;
  const draw = (): void => {
    if (text === undefined) return;
    frame = (frame + 1) % frames.length;
    const seconds = ((Date.now() - since) / 1000).toFixed(0);
    update(`${styleText("cyan", frames[frame] ?? "")} ${text} ${styleText("dim", `[${seconds} s]`)}`);
  };
  const timer = setInterval(draw, frameMs);
  timer.unref();
  const show = (next: string): void => {
    if (text === undefined) since = Date.now();
    text = next;
  };
  const keep = (line: string): void => {
    update.clear();
    text = undefined;
    process.stderr.write(`${line}\n`);
  };
  return {
    emit(event: RunEvent) {
      switch (event.type) {
        case "phase":
          keep(styleText("bold", event.text));
          break;
        case "note":
          keep(`  ${event.text}`);
          break;
        case "step":
          since = Date.now();
          show(event.text);
          break;
        case "trial":
          show(trialLine(event));
          break;
        case "trial-done":
          keep(`  ${styleText("green", "✓")} ${event.label}: ${event.deploymentSeconds.toFixed(2)} s`);
          break;
      }
    },
    close() {
      clearInterval(timer);
      update.clear();
      update.done();
    },
  };
}
