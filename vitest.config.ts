import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    reporters: ["default", "json"],
    // Counted by .ci/run.
    outputFile: { json: "test-results/vitest.json" },
    globalSetup: ["tests/support/global-setup.ts"],
    testTimeout: 30_000,
    // Real clusters share two cores with the tests: one file at a time keeps them from starving each other.
    fileParallelism: false,
  },
});
