import type { Known, Problem } from "../known.ts";
import { account, blankAccount, machine } from "./cloud.ts";

const accountOptions = {
  gcp_region: account("region"),
  gcp_zone: account("zone"),
  gcp_project: account("project"),
  gcp_credentials: account("path of the service account's key file"),
};

/** Google Cloud Platform. */
export const gcp = {
  options: {
    gcp_cloud: machine("cloud"),
    gcp_edge: machine("edge"),
    gcp_endpoint: machine("endpoint"),
    ...accountOptions,
  },
  check: (known: Known): readonly Problem[] => blankAccount(known, Object.keys(accountOptions)),
};
