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
  if (nodesOf(known)?.endpoint === 0) {
    problems.push({
      key: "endpoint_nodes",
      text: "application image_classification needs endpoint_nodes >= 1, got 0",
    });
  }
  return problems;
}
