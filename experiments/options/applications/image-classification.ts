import { int } from "../kinds.ts";
import { nodesOf, type Known, type Problem } from "../known.ts";
import { mandatory } from "../option.ts";

/** Endpoints send images, workers classify them. */
export const imageClassification = {
  options: { frequency: int({ min: 1 }, mandatory, "images per second and endpoint") },
  check: checkImageClassification,
};

function checkImageClassification(known: Known): readonly Problem[] {
  const problems: Problem[] = [];
  if (known.get("resource_manager") === "kubecontrol") {
    const text = 'application image_classification does not run under resource_manager "kubecontrol"';
    problems.push({ key: "application", text });
  }
  if (known.get("resource_manager") === "kube_kata") {
    const text = "Continuum has no image_classification for kube_kata: the run would fail there";
    problems.push({ key: "application", text, warning: true });
  }
  // Under openfaas nothing is cached, and nothing fails.
  if (known.get("cache_worker") === true && known.get("model") !== "openfaas") {
    const text = "Continuum cannot cache image_classification: the run would fail there";
    problems.push({ key: "cache_worker", text, warning: true });
  }
  if (nodesOf(known)?.endpoint === 0) {
    problems.push({
      key: "endpoint_nodes",
      text: "application image_classification needs endpoint_nodes >= 1, got 0",
    });
  }
  return problems;
}
