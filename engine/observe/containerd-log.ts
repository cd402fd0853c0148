import type { PointId } from "../../knowledge/index.ts";
import type { Stamp } from "../timeline/timeline.ts";
import { containerdLine } from "./containerd-line.ts";
import { FirstStamps } from "./first-stamps.ts";
import { openTail, type LogTail } from "./log-tail.ts";
import type { Observations, Observer, ObserverFactory, SeenPod } from "./observer.ts";
import { sandboxShims } from "./sandbox-shims.ts";
import { absentLog, logsOf, type Source } from "./sources.ts";

const source = "containerd log";
/** Its stamps are nanoseconds; a double holds about 0.2 us of today's epoch. */
const precision = 0.001;

const sandbox = /^RunPodsandbox for (.*?)(?: returns sandbox id "(\w+)")?$/i;
const created =
  /^CreateContainer within sandbox "(\w+)" for (?:&ContainerMetadata\{Name:([^,}]*)|.*?name:"([^"]*)").* returns container id "(\w+)"$/;
const started = /^StartContainer for "(\w+)" returns successfully$/;

/** What the runtime itself says of sandboxes and containers. */
export const containerdLog: Source = {
  name: source,
  points: ["sandbox-starting", "sandbox-ready", "container-created", "container-started"],
  absence: (cluster) => absentLog(cluster, "containerd"),
  observe: reading(source, (lines, pods) => ({ stamps: containerdPoints(lines, pods) })),
};

/** What nobody but the runtime says; its points are only second opinions where kubelets tell them. */
export const sandboxNetworks: Source = {
  name: "sandboxes' networks",
  points: [],
  absence: () => undefined,
  observe: reading("sandboxes' networks", (lines, pods) => ({ shims: sandboxShims(lines, pods) })),
};

type Reading = Pick<Observations, "stamps" | "shims">;

/** An observer of what the lines of all nodes' runtimes show; no line where a cluster gives no access to them. */
function reading(
  name: string,
  read: (lines: readonly string[], pods: readonly SeenPod[]) => Reading,
): ObserverFactory {
  return ({ cluster }): Observer => {
    let tails: readonly LogTail[] = [];
    return {
      name,
      async begin() {
        tails = await Promise.all(logsOf(cluster, "containerd").map(openTail));
      },
      async end(pods = []) {
        try {
          const files = await Promise.all(tails.map((tail) => tail.lines()));
          return read(files.flat(), pods);
        } finally {
          await Promise.all(tails.map((tail) => tail.close()));
        }
      },
    };
  };
}

/**
 * The points that lines of containerd's log show of these pods (pkg/cri/instrument/instrumented_service.go of 1.6 and
 * 1.7, internal/cri/instrument of 2.x; 2.0 wrote "RunPodsandbox for"). A pod is told by its uid, else by its name.
 */
export function containerdPoints(lines: readonly string[], pods: readonly SeenPod[]): readonly Stamp[] {
  const known = new Map(
    pods.flatMap(({ name, uid }) => [
      [name, name] as const,
      ...(uid === undefined ? [] : [[uid, name] as const]),
    ]),
  );
  const podOfSandbox = new Map<string, string>();
  const ofContainer = new Map<string, { readonly pod: string; readonly container: string }>();
  const stamps = new FirstStamps();
  const add = (point: PointId, at: number, object: Pick<Stamp, "pod" | "container">): void => {
    stamps.add({ point, ...object, at, source, precision });
  };
  for (const line of lines) {
    if (
      !line.includes("PodSandbox for ") &&
      !line.includes("Container ") &&
      !line.includes("Podsandbox for ")
    )
      continue;
    const { at, message } = containerdLine(line) ?? { at: Number.NaN, message: "" };
    const ofSandbox = sandbox.exec(message);
    if (ofSandbox !== null) {
      const [, metadata = "", id] = ofSandbox;
      const pod = known.get(fieldOf(metadata, "uid") ?? "") ?? known.get(fieldOf(metadata, "name") ?? "");
      if (pod === undefined || metadata.includes(" failed")) continue;
      add(id === undefined ? "sandbox-starting" : "sandbox-ready", at, { pod });
      if (id !== undefined) podOfSandbox.set(id, pod);
      continue;
    }
    const ofCreation = created.exec(message);
    if (ofCreation !== null) {
      const [, sandboxId = "", older, newer, id = ""] = ofCreation;
      const [pod, container] = [podOfSandbox.get(sandboxId), older ?? newer];
      if (pod === undefined || container === undefined) continue;
      ofContainer.set(id, { pod, container });
      add("container-created", at, { pod, container });
      continue;
    }
    const object = ofContainer.get(started.exec(message)?.[1] ?? "");
    if (object !== undefined) add("container-started", at, object);
  }
  return stamps.all();
}

/** A field of a printed message: `Uid:x,` as gogo's protobuf wrote it, `uid:"x"` as Go's own does (containerd 2.2). */
function fieldOf(metadata: string, name: "name" | "uid"): string | undefined {
  const found = new RegExp(`\\b(?:${name}:"([^"]*)"|${name}:([^,}"]*))`, "i").exec(metadata);
  return found?.[1] ?? found?.[2];
}
