// The architecture as a test: imports run one way, and folders meet only at their index.ts.
// layer -> the layers it may import.
const layers = {
  knowledge: [],
  rules: ["knowledge"],
  experiments: ["knowledge"],
  provisioners: ["experiments", "knowledge"],
  reports: ["knowledge", "engine"],
  engine: ["knowledge", "rules", "experiments", "provisioners"],
};

const oneWay = Object.entries(layers)
  .map(([layer, allowed]) => ({
    name: `${layer}-imports`,
    comment: `Imports run one way: ${layer}/ may import only ${["itself", ...allowed].join(", ")}.`,
    severity: "error",
    // engine/cli is the composition root: it may import everything.
    from: { path: `^${layer}/`, ...(layer === "engine" ? { pathNot: "^engine/cli/" } : {}) },
    to: {
      path: `^(${Object.keys(layers)
        .filter((l) => l !== layer && !allowed.includes(l))
        .join("|")})/`,
    },
  }))
  .filter((rule) => !rule.to.path.startsWith("^()"));

export default {
  forbidden: [
    ...oneWay,
    ...Object.keys(layers).map((layer) => ({
      name: `${layer}-meets-at-index`,
      comment: `Other folders reach ${layer}/ through its index.ts, so that its inside can change freely.`,
      severity: "error",
      from: { pathNot: `^${layer}/` },
      to: {
        path: `^${layer}/`,
        pathNot: layer === "engine" ? "^engine/store/stored-run\\.ts$" : `^${layer}/index\\.ts$`,
      },
    })),
    {
      name: "reports-see-only-the-stored-run",
      comment: "A report is a rendering of the stored run: whatever it shows must be in the run folder.",
      severity: "error",
      from: { path: "^reports/" },
      to: { path: "^engine/", pathNot: "^engine/store/stored-run\\.ts$" },
    },
    {
      name: "nothing-imports-the-cli",
      comment: "The command line is the outermost layer: work that others need belongs further in.",
      severity: "error",
      from: { pathNot: "^engine/cli/" },
      to: { path: "^engine/cli/" },
    },
    {
      name: "one-file-starts-processes",
      comment: "Process groups, deadlines and clean-up are right in one place: provisioners/process.ts.",
      severity: "error",
      from: { pathNot: "^provisioners/process\\.ts$" },
      to: { path: "^(node:)?child_process$|node_modules/execa/" },
    },
    {
      name: "one-file-writes-run-folders",
      comment: "A run folder is written whole or not at all: engine/store/run-folder.ts does it.",
      severity: "error",
      from: { path: "^engine/", pathNot: "^engine/(store/run-folder\\.ts$|store/|observe/|trial/|cli/)" },
      to: { path: "^(node:)?fs(/promises)?$" },
    },
    {
      name: "no-circular",
      comment: "A cycle means two files are one thing.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "no-orphans",
      comment: "A file that nothing imports is dead.",
      severity: "error",
      from: { orphan: true, pathNot: "^engine/cli/main\\.ts$|\\.d\\.ts$" },
      to: {},
    },
  ],
  options: {
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
    },
  },
};
