import { describe, expect, test } from "vitest";
import {
  catalogueIdOf,
  constants,
  existsIn,
  loadCatalogue,
  parameters,
  stateIn,
} from "../../../knowledge/index.ts";
import { cfg, faultsOf, localBase } from "../support.ts";

const DEFAULT = "v1.34.4";

/** What is said of one line of `[kubernetes]`, without its place. */
function saidOf(name: string, value = "1", version?: string): string {
  const changes = {
    ...(version === undefined ? {} : { "benchmark.kube_version": version }),
    [`kubernetes.${name}`]: value,
  };
  const faults = faultsOf(cfg(localBase, changes));
  expect(faults, name).toHaveLength(1);
  return (faults[0] ?? "").replace(/^a\.cfg:\d+: \[kubernetes\] \S+: /, "");
}

const withoutModel = "known to Kubernetes, but Columbo has no model of it and does not set it: remove it";

describe("a name that none of Columbo's parameters has", () => {
  test.each([
    "kubelet.clusterDomain",
    "KUBELET.clusterdomain",
    "kube-apiserver.bind-address",
    "kubernetes.JobSuccessPolicy",
    "workload.Container.workingDir",
    "kubeadm.ClusterConfiguration.clusterName",
  ])("%s is known to Kubernetes", (name) => {
    expect(saidOf(name)).toBe(withoutModel);
  });

  test("may be known to other releases only", () => {
    expect(saidOf("kube-controller-manager.horizontal-pod-autoscaler-upscale-delay")).toBe(
      "not in Kubernetes v1.34.4, which the experiment has, but in v1.29.6 to v1.30.14, and Columbo has no model of it: remove it",
    );
    expect(saidOf("kube-apiserver.storage-initialization-timeout", "1m", "v1.29.6")).toMatch(
      /^not in Kubernetes v1\.29\.6, which the experiment has, but in v1\.3\d\.\d+ to v1\.37\.2, /,
    );
    expect(saidOf("kube-controller-manager.horizontal-pod-autoscaler-upscale-delay", "1m", "v1.29.6")).toBe(
      withoutModel,
    );
  });

  test("of a version outside the catalogue, nobody knows which releases have it", () => {
    const name = "kube-controller-manager.horizontal-pod-autoscaler-upscale-delay";
    expect(saidOf(name, "1m", "v1.28.15")).toBe(withoutModel);
    expect(saidOf(name, "1m", "v1.99.0")).toBe(withoutModel);
  });

  test("is told for every parameter of the catalogue, in one sentence", () => {
    const known = new Set(parameters.map(catalogueIdOf));
    // Brackets, dashes in front and the like are what a name in an experiment can't begin or go on with.
    const others = loadCatalogue().entries.filter(
      ({ id }, at) => at % 60 === 0 && !known.has(id) && /^[\w.-]+$/.test(id) && !id.startsWith("-"),
    );
    expect(others.length).toBeGreaterThan(20);
    for (const entry of others) {
      const there = stateIn(entry, DEFAULT) !== undefined;
      expect(saidOf(entry.id), entry.id).toMatch(
        there ? /^known to Kubernetes, / : /^not in Kubernetes v1\.34\.4/,
      );
    }
  });

  test.each([
    [
      "kubernetes.EventedPLEG",
      'expected Columbo\'s own name of this parameter, "kubelet.featureGates.EventedPLEG"',
    ],
    [
      "workload.Container.imagePullPolicy",
      'expected Columbo\'s own name of this parameter, "workload.imagePullPolicy"',
    ],
    ["kubeAPIQPS", 'unknown parameter "kubeAPIQPS", did you mean "kubelet.kubeAPIQPS"?'],
    [
      "clientConnection.burst",
      'unknown parameter "clientConnection.burst", did you mean "kube-scheduler.clientConnection.burst" or "kube-proxy.clientConnection.burst"?',
    ],
    ["kubelet.kubeAPIQSP", 'unknown parameter "kubelet.kubeAPIQSP", did you mean "kubelet.kubeAPIQPS"?'],
    [
      "kubelet.clusterDomian",
      'unknown parameter "kubelet.clusterDomian", did you mean "kubelet.clusterDomain"? Kubernetes knows that one, Columbo has no model of it',
    ],
    ["xyzzy", 'unknown parameter "xyzzy"; `columbo knowledge list` shows all that can be set'],
  ])("%s: %s", (name, said) => {
    expect(saidOf(name)).toBe(said);
  });
});

test("a constant says its value, whatever is written", () => {
  for (const { id, value } of constants)
    for (const text of ["7", "", "many"])
      expect(saidOf(id, text)).toBe(`compiled in with the value ${String(value)}, cannot be set: remove it`);
});

test("a wrong type is told with what was expected", () => {
  // Any text will do for a text, and what an experiment says elsewhere is refused before its value is read.
  const typed = parameters.filter(
    (one) =>
      existsIn(one, DEFAULT) &&
      one.notHere === undefined &&
      !(one.type === "string" && one.choices === undefined),
  );
  expect(typed.length).toBeGreaterThan(60);
  for (const { id } of typed)
    expect(saidOf(id, "banana"), id).toMatch(
      /^expected (?:a whole number|a number|a duration|yes\/no|one of) ?.*, got "banana"$/,
    );
});
