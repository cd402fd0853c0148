import type { ProvisionerHost } from "../provisioners/index.ts";

/** Whoever asks for a cluster here wants it whole, and hears nothing meanwhile. */
export const host: ProvisionerHost = {
  report: () => undefined,
  signal: new AbortController().signal,
};
