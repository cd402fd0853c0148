import { signalFaults } from "../../../../knowledge/index.ts";
import { print, table } from "../../table.ts";

/** `columbo knowledge signals`: what Kubernetes shows wrong, and where. */
export function signals({ json }: { readonly json?: boolean }): void {
  const faults = signalFaults();
  print(json, faults, () =>
    table(
      ["signal", "component", "wrong in", "its values are", "use instead"],
      faults.map(({ signal, component, releases, shows, instead }) => [
        signal,
        component,
        releases
          .map(
            ({ since, until }) =>
              `${since ?? "the first release seen"} ${until === undefined ? "on" : `to before ${until}`}`,
          )
          .join(", "),
        shows,
        instead,
      ]),
    ),
  );
}
