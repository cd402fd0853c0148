import { defineConfig } from "vitest/config";

const virtualMachines = "tests/**/virtual-machines.test.ts";

export default defineConfig({
  test: {
    reporters: ["default", "json"],
    // Counted by .ci/run.
    outputFile: { json: "test-results/vitest.json" },
    globalSetup: ["tests/support/global-setup.ts"],
    testTimeout: 30_000,
    // Real clusters share two cores with the tests: one file at a time keeps them from starving each other.
    fileParallelism: false,
    projects: [
      {
        extends: true,
        // Its order is said as well: a group of files that run one at a time and have none goes after all others.
        test: {
          name: "all",
          include: ["tests/**/*.test.ts"],
          exclude: [virtualMachines],
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        // Last, when no other test is there to feel the load of whole machines.
        test: { name: "machines", include: [virtualMachines], sequence: { groupOrder: 2 } },
      },
    ],
  },
});
