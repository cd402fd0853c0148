import { expect, it } from "vitest";
import type { Plan } from "../../../../experiments/index.ts";
import { osResourcesOf, resourcesOf } from "../../../../engine/store/csv/resources.ts";
import type { TrialRecord } from "../../../../engine/trial/index.ts";
import { syntheticTrial } from "../../../support/synthetic-trial.ts";

const plan = {
  nodes: [
    { name: "real-1", kind: "real", cores: 2, memoryGiB: 4 },
    { name: "kwok-1", kind: "kwok", cores: 4, memoryGiB: 16 },
  ],
} as unknown as Plan;
const trial = syntheticTrial();
const at = (ms: number): number => trial.timeline.startedAt + ms;

const record: TrialRecord = {
  ...trial,
  cpu: [250, 500, 750].map((ms, index) => ({
    at: at(ms),
    hostBusy: 0.25 * (index + 1),
    cores: {
      etcd: 0.1,
      "kube-apiserver": 0.5,
      "kube-controller-manager": 0.2,
      "kube-scheduler": 0.05,
      kwok: 1,
    },
  })),
  usage: [
    { at: at(400), of: "host", memoryMiB: 1024 },
    { at: at(400), of: "real-1", cores: 0.5, memoryMiB: 2048 },
    { at: at(700), of: "real-1", cores: 1, memoryMiB: 1024 },
    { at: at(400), of: "etcd", memoryMiB: 64 },
  ],
};

it("has processor and memory of nodes and components over time, as far as they are known", () => {
  expect(resourcesOf(record, plan).split("\n")).toEqual([
    "Time (s),real-1_cpu,real-1_memory,etcd_cpu,etcd_memory,apiserver_cpu,controller_cpu,scheduler_cpu",
    "0.25,500,2048,100,64,500,200,50",
    "0.5,500,2048,100,64,500,200,50",
    "0.75,1000,1024,100,64,500,200,50",
    "",
  ]);
});

it("has the machines' use in per cent, one machine's rows after the other's", () => {
  expect(osResourcesOf(record, plan, 4).split("\n")).toEqual([
    "Time (s),cpu-used host (%),memory-used host (%),cpu-used real-1 (%),memory-used real-1 (%)",
    "0.25,25,25,,",
    "0.5,50,25,,",
    "0.75,75,25,,",
    "0.4,,,25,50",
    "0.7,,,50,25",
    "",
  ]);
});

it("has the times of what there is where the processor was not sampled", () => {
  expect(resourcesOf({ ...record, cpu: [] }, plan).split("\n")).toEqual([
    "Time (s),real-1_cpu,real-1_memory,etcd_memory",
    "0.4,500,2048,64",
    "0.7,1000,1024,64",
    "",
  ]);
});

it("is a header alone where nothing was sampled", () => {
  const { usage: _usage, ...rest } = record;
  expect(resourcesOf({ ...rest, cpu: [] }, plan)).toBe("Time (s)\n");
  expect(osResourcesOf({ ...rest, cpu: [] }, plan, 4)).toBe("Time (s)\n");
});
