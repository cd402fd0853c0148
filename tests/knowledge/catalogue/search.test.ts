import { describe, expect, test } from "vitest";
import { wordsOf } from "../../../knowledge/catalogue/words.ts";
import {
  constants,
  loadCatalogue,
  parameters,
  searchKnowledge,
  speedReason,
} from "../../../knowledge/index.ts";
import { sample } from "./sample.ts";

const catalogue = loadCatalogue();
const found = (text: string) => searchKnowledge(catalogue, text).hits.map(({ id }) => id);

describe("words", () => {
  test.each([
    ["kubeAPIQPS", "kube api qps"],
    ["kube-api-qps", "kube api qps"],
    ["kubelet.serializeImagePulls", "kubelet serialize image pulls"],
    ["containers[].imagePullPolicy", "containers image pull policy"],
    ["EventedPLEG", "evented pleg"],
    ["http2-max-streams-per-connection", "http2 max streams per connection"],
    ["cpuCFSQuota", "cpu cfs quota"],
    ["  ", ""],
  ])("%s", (text, words) => {
    expect(wordsOf(text).join(" ")).toBe(words);
  });
});

describe("searching", () => {
  const some = [...parameters, ...constants].filter((_, at) => at % 10 === 0);

  test("parameters and constants of Columbo's are found by their own names, first or nearly so", () => {
    for (const { id } of some) {
      // Names that others begin with, such as `containerd.containerd`, come close behind these.
      expect(found(id).slice(0, 8), id).toContain(id);
    }
  });

  test.each([
    ["parallel pulls", "kubelet.maxParallelImagePulls"],
    ["parallelism", "kube-scheduler.parallelism"],
    ["slow start", "kube-controller-manager.SlowStartInitialBatchSize"],
    ["concurrent job", "kube-controller-manager.concurrent-job-syncs"],
    ["EVICTION hard", "kubelet.evictionHard"],
  ])("%s comes to %s first", (text, id) => {
    expect(found(text)[0]).toBe(id);
  });

  test("all words must be there, in any order, as the beginnings of words", () => {
    expect(found("burst sched")).toEqual(found("sched burst"));
    expect(found("burst sched")).toContain("kube-scheduler.clientConnection.burst");
  });

  test("what Kubernetes has twice, once with a mechanism of Columbo's, is shown once", () => {
    for (const text of ["kube-api-burst", "maxPods", "EventedPLEG"]) {
      const ids = found(text);
      expect(new Set(ids).size).toBe(ids.length);
    }
    expect(found("EventedPLEG")).toEqual(["kubelet.featureGates.EventedPLEG"]);
  });

  test("nothing is found for nothing; a misspelt word is said how it is spelt", () => {
    expect(searchKnowledge(catalogue, "")).toEqual({ hits: [] });
    expect(searchKnowledge(catalogue, "parrallel pulls")).toEqual({ hits: [], instead: "parallel pulls" });
    expect(searchKnowledge(catalogue, "xyzzyxyzzyxyzzy")).toEqual({ hits: [] });
    // Each word is there, but nothing has them all.
    expect(searchKnowledge(catalogue, "kubectl pleg burst")).toEqual({ hits: [] });
  });
});

describe("what may touch the speed of a deployment", () => {
  const reasonOf = (id: string) => {
    const entry = catalogue.entries.find((one) => one.id === id);
    return entry === undefined ? "no such entry" : speedReason(entry);
  };

  test.each([
    ["kube-controller-manager.kube-api-qps", "mechanism known"],
    ["kubernetes.SchedulerAsyncAPICalls", "mechanism known"],
    ["workload.Container.imagePullPolicy", "mechanism known"],
    ["kubernetes.ConsistentListFromCache", "name: cache"],
    ["kubernetes.VolumeAttributesClass", "description: throughput"],
    ["kubelet.clusterDomain", undefined],
    ["kubeadm.ClusterConfiguration.clusterName", undefined],
    ["kubeadm.UpgradeConfiguration.apply.imagePullSerial", undefined],
  ])("%s: %s", (id, reason) => {
    expect(reasonOf(id)).toBe(reason);
  });

  test("is a small part of all", () => {
    const touching = catalogue.entries.filter((entry) => speedReason(entry) !== undefined);
    expect(touching.length).toBeLessThan(catalogue.entries.length / 4);
    expect(touching.length).toBeGreaterThan(parameters.length);
    expect(sample.entries.filter((entry) => speedReason(entry) !== undefined).map(({ id }) => id)).toEqual([
      "feature-gates.FastStart",
      "kube-apiserver.qps",
      "kubelet.imageGC.period",
      "kubelet.maxParallelPulls",
    ]);
  });
});
