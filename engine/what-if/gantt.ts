import type { StagePassage } from "./passages.ts";

/** Columns of the time scale. */
const width = 48;

/**
 * The passages as a chart of text, a row for each stage: "." from the first container's entry until the last one is
 * through, "#" where the container in the middle is in it.
 * @param end where the time scale ends, seconds; common to all charts that are compared
 */
export function ganttText(passages: readonly StagePassage[], end: number): readonly string[] {
  const column = (seconds: number): number =>
    Math.min(width - 1, Math.max(0, Math.floor((seconds / end) * width)));
  const label = Math.max(...passages.map(({ name }) => name.length)) + 3;
  const rows = passages.map(({ stage, name, first, middle, last }) => {
    const cells = Array.from({ length: width }, (_, index) => {
      if (index >= column(middle.from) && index <= column(middle.to)) return "#";
      return index >= column(first.from) && index <= column(last.to) ? "." : " ";
    });
    const through = [first, middle, last].map(({ to }) => to.toFixed(2).padStart(7)).join("");
    return `${`${stage} ${name}`.padEnd(label)} |${cells.join("")}|${through}`;
  });
  const scale = `0 s${`${end.toFixed(1)} s`.padStart(width - 3)}`;
  return [`${" ".repeat(label)}  ${scale}   first middle   last`, ...rows];
}
