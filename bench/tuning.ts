import { columbo, markdown, resultOf, seconds, shipped, variant } from "./columbo.ts";

/** What somebody would write who lifts every limit without a look; the highest values that Columbo accepts. */
const lifted = `[kubernetes]
kube-controller-manager.kube-api-qps = 10000
kube-controller-manager.kube-api-burst = 100000
kube-scheduler.clientConnection.qps = 10000
kube-scheduler.clientConnection.burst = 100000
kube-apiserver.max-requests-inflight = 100000
kube-apiserver.max-mutating-requests-inflight = 100000

[columbo]
max_iterations = 0
`;

const experiments = ["paper/strong-04", "quickstart", "paper/weak-16"];

/** Stock, everything lifted by hand, and what Columbo reaches, each with the same observers and 3 trials. */
export async function tuningTable(): Promise<string> {
  await columbo("setup", "--quiet");
  const rows: string[][] = [];
  for (const name of experiments) {
    const hand = await resultOf("diagnose", await variant(shipped(name), "lifted", lifted));
    const tuned = await resultOf("diagnose", shipped(name));
    const [best, final] = [hand.baseline, tuned.final];
    const ratio =
      best === undefined || final === undefined
        ? "-"
        : (final.deploymentSeconds.median / best.deploymentSeconds.median).toFixed(2);
    const { commandSeconds, trialSeconds } = tuned.environment;
    rows.push([
      name,
      seconds(tuned.baseline),
      seconds(best),
      seconds(final),
      ratio,
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
