import type { Known, Problem } from "../known.ts";
import { account, blankAccount, machine } from "./cloud.ts";

const accountOptions = {
  aws_region: account("region"),
  aws_zone: account("zone"),
  aws_access_keys: account("access key"),
  aws_secret_access_keys: account("secret access key"),
  aws_ami: account("machine image"),
  aws_key: account("name of an existing key pair"),
};

/** Amazon Web Services. */
export const aws = {
  options: {
    aws_cloud: machine("cloud"),
    aws_edge: machine("edge"),
    aws_endpoint: machine("endpoint"),
    ...accountOptions,
  },
  check: (known: Known): readonly Problem[] => blankAccount(known, Object.keys(accountOptions)),
};
