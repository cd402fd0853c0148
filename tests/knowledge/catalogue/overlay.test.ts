import { describe, expect, test } from "vitest";
import { catalogueIdOf, entriesOf } from "../../../knowledge/catalogue/overlay.ts";
import {
  defaultOf,
  existsIn,
  loadCatalogue,
  parameters,
  readDuration,
  stateIn,
  type CatalogueState,
  type Parameter,
} from "../../../knowledge/index.ts";

const catalogue = loadCatalogue();
const kubernetes = parameters.filter((parameter) => catalogueIdOf(parameter) !== undefined);

/** What is not compared, since the type's own default does not decide: Columbo's parameter says what acts. */
const decidedElsewhere: Readonly<Record<string, string>> = {
  "workload.automountServiceAccountToken": "unset; admission then asks the service account, and takes true",
  "workload.imagePullPolicy": "depends on the image's tag: Always for latest and for none",
  "workload.securityContext.fsGroupChangePolicy": "unset acts as Always",
  "workload.StatefulSet.updateStrategy.rollingUpdate.maxUnavailable": "unset acts as 1 without its gate",
};

/** Objects of the API are made with values of their own: the type's defaults say nothing of them. */
function isCompared({ id, set }: Parameter): boolean {
  return set.by !== "api-object" && !(id in decidedElsewhere);
}

/** A default as Columbo's own parameters have it; what the sources leave unset is the empty value of its type. */
function readDefault({ type }: Parameter, { default: text = "" }: CatalogueState): unknown {
  switch (type) {
    case "boolean":
      return text === "true";
    case "integer":
    case "number":
      return Number(text);
    case "duration":
      return readDuration(text === "" ? "0" : text);
    case "string":
      return text === "[]" ? "" : text;
  }
}

function ownDefault(parameter: Parameter, version: string): unknown {
  const value = defaultOf(parameter, version);
  return parameter.type === "duration" ? readDuration(String(value)) : value;
}

describe("Columbo's own parameters", () => {
  test("are all known to Kubernetes, but for those of other programs", () => {
    for (const parameter of kubernetes)
      expect(entriesOf(parameter, catalogue), `${parameter.id} is gone, or called otherwise`).not.toEqual([]);
    const others = parameters.filter((parameter) => catalogueIdOf(parameter) === undefined);
    expect([...new Set(others.map(({ component }) => component))].sort()).toEqual(["containerd", "etcd"]);
  });

  test.each(catalogue.versions)("can be set in %s where Kubernetes has them", (version) => {
    const own = kubernetes.map((parameter) => [parameter.id, existsIn(parameter, version)]);
    const theirs = kubernetes.map((parameter) => [
      parameter.id,
      entriesOf(parameter, catalogue).some((entry) => {
        const state = stateIn(entry, version);
        // A locked gate can't be set any more.
        return state !== undefined && state.locked !== true;
      }),
    ]);
    expect(Object.fromEntries(own)).toEqual(Object.fromEntries(theirs));
  });

  test.each(catalogue.versions)("have the default of %s", (version) => {
    const compared = kubernetes.flatMap((parameter) => {
      const [entry, ...others] = entriesOf(parameter, catalogue);
      const state = entry && stateIn(entry, version);
      if (state === undefined || others.length > 0 || !isCompared(parameter)) return [];
      return [
        { id: parameter.id, own: ownDefault(parameter, version), theirs: readDefault(parameter, state) },
      ];
    });
    expect(compared.length).toBeGreaterThan(50);
    for (const { id, own, theirs } of compared) expect.soft(own, `${id} in ${version}`).toEqual(theirs);
  });
});
