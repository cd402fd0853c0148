import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    testTimeout: 30_000,
    // Real clusters share two cores with the tests: one file at a time keeps them from starving each other.
    fileParallelism: false,
  },
});
