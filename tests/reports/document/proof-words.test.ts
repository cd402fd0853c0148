import { expect, test } from "vitest";
import { measuredText, notShown, proved } from "../../../reports/document/proof.ts";

const measured = {
  deploymentSeconds: 19.8,
  low: 19.5,
  high: 20.4,
  difference: -0.2,
  differenceLow: -1.1,
  differenceHigh: 0.9,
  rankP: 0.3,
  trialsBefore: 5,
  trialsAfter: 4,
  interleaved: 2,
};

test("an effect below the noise is one that was not shown, between which bounds, from how many trials", () => {
  expect(notShown("a/b", measured)).toBe(
    "The deployment shows no difference by the change for a/b (interval -1.10 s to +900 ms, chance of such ranks without a difference 0.300), from 5 trials before and 4 after, 2 of each taken in turn.",
  );
});

test("a proof names interval, ranks and trials, and where the machine drifted which of them count", () => {
  const kept = { ...measured, difference: -4, differenceLow: -5, differenceHigh: -3, rankP: 0.008 };
  expect(proved("a/b", { ...kept, drift: { earlier: 20, later: 15 } })).toMatch(
    /leaves out “no better”.* 0\.008.*2 of each taken in turn, which alone count since the machine drifted\.$/,
  );
});

test("where not all containers ran, they count", () => {
  const containers = { before: { ran: 20, of: 60 }, after: { ran: 60, of: 60 } };
  expect(measuredText({ ...measured, containers })).toMatch(
    /^Measured: 60 of 60 containers ran, 20 before; /,
  );
  expect(proved("kubelet/max-pods", { ...measured, containers })).toContain(
    "more containers run than without",
  );
});
