import { expect, test } from "vitest";
import { factSet, known } from "../../../engine/diagnose/fact-set.ts";
import { remediesOf } from "../../../engine/remedies/index.ts";
import { syntheticPlan, syntheticTrial } from "../../support/synthetic-trial.ts";

const parameter = "kube-controller-manager.concurrent-job-syncs";
const trial = syntheticTrial({ podsPerJob: 1 });

function valueFor(workers: number, jobs: number, cause = "kube-controller-manager/worker-pool") {
  const facts = factSet({
    "job-controller.workers": known(workers, "test"),
    "deployment.jobs": known(jobs, "test"),
    "job-controller.queue-seconds": known(7.06, "test"),
  });
  const [found] = remediesOf(parameter).flatMap((remedy) =>
    remedy.values({ plan: syntheticPlan, settings: [], trial, facts, cause }),
  );
  return found;
}

test("ten times as many workers leave a tenth of the waiting, and none is without a Job", () => {
  expect(valueFor(1, 36)).toEqual({
    settings: [{ parameter, value: 10 }],
    why: "36 Jobs waited 7.1 s for 1 workers, and wait 10 times as briefly for 10",
  });
  expect(valueFor(5, 36)).toMatchObject({ settings: [{ parameter, value: 36 }] });
  expect(valueFor(5, 4)).toBeUndefined();
  expect(valueFor(1, 36, "node/cpu-saturated")).toBeUndefined();
});
