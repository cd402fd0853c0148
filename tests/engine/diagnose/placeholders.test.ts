import { expect, it } from "vitest";
import { diagnose } from "../../../engine/diagnose/index.ts";
import { factSet, known, missing } from "../../../engine/diagnose/fact-set.ts";
import { readRule } from "../../../rules/read.ts";

const text = (title: string, advice: string): string => `name: mine
cause: my-part/slow
title: ${JSON.stringify(title)}
stage: S3
requires: [noise.seconds]
conditions: { all: [{ fact: noise.seconds, operator: greaterThan, value: 0 }] }
explains: noise.seconds
advice: ${JSON.stringify(advice)}
examples:
  - { name: one, facts: { noise.seconds: 1 }, expect: fires }
  - { name: two, facts: { noise.seconds: 0 }, expect: does-not-fire }
  - { name: three, facts: {}, expect: cannot-tell }
`;

it("fills facts into titles and advice with their units; what is not known is said to be so", async () => {
  const read = readRule(
    "mine.yaml",
    text(
      "{host.busiest} took {host.busy-share} for {noise.seconds} at {scheduler.qps}",
      'set {"spec": {}} with {host.cores}',
    ),
  );
  if (!("rule" in read)) throw new Error(JSON.stringify(read.faults));
  const facts = factSet({
    "noise.seconds": known(1.2345, "test"),
    "host.busiest": known("etcd", "test"),
    "host.busy-share": known(0.934, "test"),
    "host.cores": known(2, "test"),
    "scheduler.qps": missing("nobody looked"),
  });
  const { findings } = await diagnose([read.rule], facts);
  expect(findings.map(({ title, advice }) => [title, advice])).toEqual([
    ["etcd took 93.4 % for 1.23 s at (unknown)", 'set {"spec": {}} with 2 cores'],
  ]);
});

it("says one of what it counts in the singular", async () => {
  const read = readRule(
    "mine.yaml",
    text("{memory.killed-containers} killed in {noise.seconds}", "with {deployment.pods}"),
  );
  if (!("rule" in read)) throw new Error(JSON.stringify(read.faults));
  const facts = factSet({
    "noise.seconds": known(1, "test"),
    "memory.killed-containers": known(1, "test"),
    "deployment.pods": known(2, "test"),
  });
  const { findings } = await diagnose([read.rule], facts);
  expect(findings.map(({ title, advice }) => [title, advice])).toEqual([
    ["1 container killed in 1 s", "with 2 pods"],
  ]);
});

it("leaves a rate's second alone", async () => {
  const read = readRule("mine.yaml", text("{kubelet-client.qps} at {noise.seconds}", "none"));
  if (!("rule" in read)) throw new Error(JSON.stringify(read.faults));
  const facts = factSet({ "noise.seconds": known(1, "test"), "kubelet-client.qps": known(1, "test") });
  const { findings } = await diagnose([read.rule], facts);
  expect(findings.map(({ title }) => title)).toEqual(["1 requests/s at 1 s"]);
});

it("refuses placeholders of facts that do not exist, with what was probably meant", () => {
  const { faults } = readRule("mine.yaml", text("{noise.second} of noise", "{x}"));
  expect(faults.map(({ line, column, message }) => `${line}:${column}: ${message}`)).toEqual([
    '3:8: {noise.second} in the title: unknown fact "noise.second"; did you mean noise.seconds?',
    '8:9: {x} in the advice: unknown fact "x"',
  ]);
});
