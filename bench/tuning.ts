import type { Result } from "../engine/store/index.ts";
import { columbo, markdown, resultOf, seconds, shipped, variant } from "./columbo.ts";

/** What somebody would write who lifts every limit without a look; the highest values that Columbo accepts. */
const lifted = `[kubernetes]
kube-controller-manager.kube-api-qps = 10000
kube-controller-manager.kube-api-burst = 100000
kube-scheduler.clientConnection.qps = 10000
kube-scheduler.clientConnection.burst = 100000
kube-apiserver.max-requests-inflight = 100000
kube-apiserver.max-mutating-requests-inflight = 100000
`;

const experiments = ["paper/strong-04", "quickstart", "paper/weak-16"];
const trials = 3;

/** Stock, everything lifted by hand, and what Columbo reaches, each with the same observers and as many trials. */
export async function tuningTable(): Promise<string> {
  await columbo("setup", "--quiet");
  const rows: string[][] = [];
  for (const name of experiments) {
    const hand = await variant(shipped(name), "lifted", lifted);
    const { baseline: best } = await resultOf("run", hand, trials);
    const tuned = await resultOf("diagnose", shipped(name), trials);
    // What is not changed stays as it was measured at first.
    const reached = tuned.final ?? tuned.baseline;
    const { commandSeconds, trialSeconds } = tuned.environment;
    rows.push([
      name,
      seconds(tuned.baseline),
      seconds(best),
      seconds(reached),
      ratio(reached, best),
      String(tuned.iterations),
      tuned.settings.map(({ parameter, value }) => `${parameter} = ${value}`).join("<br>") || "defaults",
      `${commandSeconds.toFixed(0)} s`,
      `${(100 * (1 - trialSeconds / commandSeconds)).toFixed(0)} %`,
    ]);
  }
  return markdown(
    [
      "experiment",
      "stock",
      "all limits lifted",
      "Columbo",
      "Columbo / lifted",
      "changes tried",
      "settings",
      "command",
      "around the trials",
    ],
    rows,
  );
}

function ratio(a: Result["baseline"], b: Result["baseline"]): string {
  if (a === undefined || b === undefined) return "-";
  return (a.deploymentSeconds.median / b.deploymentSeconds.median).toFixed(2);
}
