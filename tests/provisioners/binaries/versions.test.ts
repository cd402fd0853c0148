import { expect, test } from "vitest";
import { SetupError } from "../../../provisioners/binaries/errors.ts";
import { partsOf, versionOf } from "../../../provisioners/binaries/versions.ts";

test("a version comes apart into what stamps and staging modules need", () => {
  expect(partsOf("v1.34.4")).toEqual({ major: "1", minor: "34", rest: "34.4" });
  expect(partsOf("v1.35.0-rc.1").rest).toBe("35.0-rc.1");
});

test.each(["1.34.4", "v1.34", "v1.34.4 ", "latest", "v1.34.4/../..", ""])(
  "%j is refused as wrong input, with an example",
  (version) => {
    expect(() => partsOf(version)).toThrow(/^Kubernetes version: expected one like v1\.34\.4, got "/);
    try {
      partsOf(version);
    } catch (error) {
      expect((error as SetupError).exitCode).toBe(2);
    }
  },
);

test("Kubernetes' programs have Kubernetes' version, etcd and kwok their own", () => {
  expect(versionOf("kubelet", "v1.29.6")).toBe("v1.29.6");
  expect(versionOf("etcd", "v1.29.6")).toBe("v3.6.16");
  expect(versionOf("kwok", "v1.37.2")).toBe("v0.8.0");
});
