import { Command, InvalidArgumentError, Option } from "commander";
import type { Subject } from "../../../provisioners/index.ts";

interface Options {
  readonly user?: string;
  readonly serviceaccount?: Subject;
  readonly namespace?: string;
  readonly full?: boolean;
}

/** `columbo rbac`: the rights that Columbo needs on a cluster that is there already. */
export function rbacCommand(): Command {
  return new Command("rbac")
    .description(
      "Print the roles and bindings that Columbo needs on a cluster that is there already, as YAML",
    )
    .addOption(
      new Option("--user <name>", 'whom they are for (without either: the user "columbo")').conflicts(
        "serviceaccount",
      ),
    )
    .addOption(
      new Option("--serviceaccount <namespace:name>", "a service account that they are for").argParser(
        serviceAccount,
      ),
    )
    .option(
      "--namespace <name>",
      "only for this namespace, the fewest rights; without it Columbo makes and removes namespaces of its own",
    )
    .option("--full", "also what is not needed but shows more: nodes, kubelets, Leases, metrics")
    .addHelpText(
      "after",
      `
Without --full the rights are to create, read and remove Jobs, and to read pods, events and logs, in one namespace
or, without --namespace, in all of them. Reports say which steps could not be seen for want of which right.

Examples:
  columbo rbac --namespace load-tests --serviceaccount ci:columbo | kubectl apply -f -
  columbo rbac --user jane --full > columbo-rbac.yaml`,
    )
    .action(async ({ user = "columbo", serviceaccount, namespace, full }: Options) => {
      const { rbacManifests } = await import("../../../provisioners/index.ts");
      process.stdout.write(
        rbacManifests({
          subject: serviceaccount ?? { kind: "User", name: user },
          full: full === true,
          ...(namespace === undefined ? {} : { namespace }),
        }),
      );
    });
}

function serviceAccount(text: string): Subject {
  const [, namespace, name] = /^([a-z0-9-]+):([a-z0-9.-]+)$/.exec(text) ?? [];
  if (namespace === undefined || name === undefined)
    throw new InvalidArgumentError("expected NAMESPACE:NAME, for example ci:columbo");
  return { kind: "ServiceAccount", name, namespace };
}
