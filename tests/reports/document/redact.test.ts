import { expect, it } from "vitest";
import { redact } from "../../../reports/document/redact.ts";

it.each([
  ["-----BEGIN EC PRIVATE KEY-----\nMHcCAQ\n-----END EC PRIVATE KEY-----", "MHcCAQ"],
  ["-----BEGIN CERTIFICATE-----\ncut off before its end", "cut off"],
  ["token eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJrOHMifQ.c2ln was refused", "eyJ"],
  ["Authorization: Basic dXNlcjpwYXNz", "dXNlcjpwYXNz"],
  ["sent Bearer abcdefghijklmnop1234", "abcdefghijklmnop1234"],
  ["client-key-data: LS0tLS1CRUdJTg==", "LS0tLS1"],
  ["password=hunter2", "hunter2"],
  ["https://admin:s3cret@127.0.0.1:6443/readyz", "s3cret"],
])("takes the credential out of %j", (text, secret) => {
  const shown = redact(text);
  expect(shown).not.toContain(secret);
  expect(shown).toContain("[removed]");
});

it.each([
  "waited for a token: 3.2 s",
  "basic scheduling of 400 pods",
  "GET https://127.0.0.1:6443/api/v1/pods",
  "kube-controller-manager.kube-api-qps",
])("leaves %j alone", (text) => {
  expect(redact(text)).toBe(text);
});
