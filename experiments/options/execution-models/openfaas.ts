import type { Known, Problem } from "../known.ts";

/** Functions instead of instances. */
export const openfaas = { options: {}, check: checkOpenfaas };

function checkOpenfaas(known: Known): readonly Problem[] {
  const problems: Problem[] = [];
  const manager = known.get("resource_manager");
  const application = known.get("application");
  if (typeof manager === "string" && manager !== "kubernetes") {
    problems.push({
      key: "model",
      text: `openfaas needs resource_manager kubernetes, got ${JSON.stringify(manager)}`,
    });
  }
  if (typeof application === "string" && application !== "image_classification") {
    const found = JSON.stringify(application);
    problems.push({ key: "model", text: `openfaas needs application image_classification, got ${found}` });
  }
  return problems;
}
