import { describe, expect, test } from "vitest";
import type { HttpsClient, RequestOptions } from "../../../provisioners/local/https-client.ts";
import { createLevelWriter, levelChanges } from "../../../provisioners/local/priority-levels.ts";

const id = (level: string, field: string) => `kube-apiserver.PriorityLevelConfiguration.${level}.${field}`;
const shares = { parameter: id("workload-high", "nominalConcurrencyShares"), value: 80 };
const length = { parameter: id("workload-high", "queueLengthLimit"), value: 60 };
const system = { parameter: id("system", "lendablePercent"), value: 10 };
const flag = { parameter: "kube-apiserver.goaway-chance", value: 0.01 };
const version = "v1.34.4";

/** The values that the level workload-high gets. */
const values = (seats: number, waiting: number) =>
  new Map([
    ["spec.limited.nominalConcurrencyShares", seats],
    ["spec.limited.limitResponse.queuing.queueLengthLimit", waiting],
  ]);

describe("what leads from some settings of priority levels to others", () => {
  test("new values by level; flags are none of them", () => {
    expect(levelChanges([], [shares, flag, system, length], version)).toEqual([
      { name: "workload-high", values: values(80, 60), isRestored: false },
      { name: "system", values: new Map([["spec.limited.lendablePercent", 10]]), isRestored: false },
    ]);
    expect(levelChanges([shares, flag], [shares], version)).toEqual([]);
  });

  test("the version's own value where there is none any more", () => {
    const name = "workload-high";
    expect(levelChanges([shares, length], [length], version)).toEqual([
      { name, values: values(40, 60), isRestored: false },
    ]);
    expect(levelChanges([shares, length], [], version)).toEqual([
      { name, values: values(40, 50), isRestored: true },
    ]);
  });
});

/** A server that has the level from the second question on. */
function fakeApi() {
  const sent: { readonly method: string; readonly path: string; readonly body?: unknown }[] = [];
  const send = (method: string, path: string, { body }: RequestOptions = {}) => {
    sent.push({ method, path, ...(body === undefined ? {} : { body }) });
    return Promise.resolve({ status: sent.length === 1 ? 404 : 200, body: "{}" });
  };
  const api: HttpsClient = { send, close: () => undefined };
  return { api, sent };
}

test("a level is patched once it is there, and kube-apiserver told whether it may put its own values back", async () => {
  const { api, sent } = fakeApi();
  const { signal } = new AbortController();
  const writer = createLevelWriter(api, version);
  await writer.write(levelChanges([], [shares], version), signal);
  await writer.write(levelChanges([shares], [], version), signal);
  const path = "/apis/flowcontrol.apiserver.k8s.io/v1/prioritylevelconfigurations/workload-high";
  const patch = (value: number, may: string) => ({
    method: "PATCH",
    path,
    body: {
      metadata: { annotations: { "apf.kubernetes.io/autoupdate-spec": may } },
      spec: { limited: { nominalConcurrencyShares: value } },
    },
  });
  const ask = { method: "GET", path };
  expect(sent).toEqual([ask, ask, patch(80, "false"), ask, patch(40, "true")]);
});

test("a level of somebody's own gets back what stood there before the first change", async () => {
  const sent: unknown[] = [];
  const level = { spec: { limited: { nominalConcurrencyShares: 1 } } };
  const send = (method: string, _path: string, { body }: RequestOptions = {}) => {
    if (method === "PATCH") sent.push(body);
    return Promise.resolve({ status: 200, body: JSON.stringify(level) });
  };
  const { signal } = new AbortController();
  const writer = createLevelWriter({ send, close: () => undefined }, version);
  const wide = { parameter: id("batch", "nominalConcurrencyShares"), value: 30 };
  const lent = { parameter: id("batch", "lendablePercent"), value: 10 };
  await writer.write(levelChanges([], [wide, lent], version), signal);
  level.spec.limited.nominalConcurrencyShares = 30;
  await writer.write(levelChanges([wide, lent], [], version), signal);
  expect(sent).toEqual([
    { spec: { limited: { nominalConcurrencyShares: 30, lendablePercent: 10 } } },
    // Nothing stood there: null takes the field away.
    { spec: { limited: { nominalConcurrencyShares: 1, lendablePercent: null } } },
  ]);
});
