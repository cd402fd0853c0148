export { faultText, inOrder, type YamlFault } from "./fault.ts";
export { readYaml, type Path, type YamlFile } from "./file.ts";
export { didYouMean } from "./near-misses.ts";
export { kindOf, shapeFaults, valueAt } from "./shape.ts";
