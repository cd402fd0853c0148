import { expect, test } from "vitest";
import { controllerBurst, controllerQps, planOf, tuneFake } from "./fake.ts";

const foreign = { provider: "existing" } as const;

test("on a cluster that is not Columbo's a change is worked out, said, and not made", async () => {
  const { outcome, applied } = await tuneFake({ ...planOf({ allow: [] }), ...foreign });
  expect(applied).toEqual([]);
  expect(outcome.verdict).toBe("not-tried");
  const [finding] = outcome.findings;
  expect(finding).toMatchObject({
    cause: "kube-controller-manager/client-rate-limit",
    outcome: "not-tried",
    reason: expect.stringMatching(
      /^the cluster is read-only for Columbo: apply the change by hand/,
    ) as string,
  });
  expect(finding!.changes.map(({ parameter }) => parameter).sort()).toEqual(
    [controllerBurst, controllerQps].sort(),
  );
  expect(finding!.predicted!.deploymentSeconds).toBeLessThan(outcome.baseline!.deploymentSeconds.median);
});

test("what the experiment denies is not recommended either", async () => {
  const { outcome } = await tuneFake({
    ...planOf({ allow: [], deny: ["kube-controller-manager.*"] }),
    ...foreign,
  });
  expect(outcome.findings[0]).toMatchObject({
    changes: [],
    reason: expect.stringMatching(/^the experiment forbids changing/) as string,
  });
});

test("a trial of which nothing but the client and the pods was seen is judged without a crash", async () => {
  const { outcome } = await tuneFake(
    { ...planOf({ allow: [] }), ...foreign },
    {
      blind: (trial) => ({
        ...trial,
        requests: [],
        waits: [],
        metrics: [],
        cpu: [],
        timeline: {
          ...trial.timeline,
          containers: trial.timeline.containers.map(({ points, ...container }) => ({
            ...container,
            points: {
              ...(points["client-start"] && { "client-start": points["client-start"] }),
              ...(points["container-running"] && { "container-running": points["container-running"] }),
            },
          })),
        },
      }),
    },
  );
  expect(outcome.verdict).toBe("cannot-tell");
  expect(outcome.findings).toEqual([]);
  expect(outcome.cannotTell.length).toBeGreaterThan(0);
});
