import { credentials, status, makeGenericClientConstructor, type ServiceError } from "@grpc/grpc-js";
import { fromJSON, type ServiceDefinition } from "@grpc/proto-loader";

/**
 * The calls that Columbo makes itself, with the fields that it needs of them; the kubelet makes all others.
 * Source: k8s.io/cri-api pkg/apis/runtime/v1/api.proto, the same from 1.23 to 1.37.
 */
const fields = (...names: readonly (readonly [name: string, type: string, rule?: string])[]) => ({
  fields: Object.fromEntries(
    names.map(([name, type, rule], index) => [
      name,
      { type, id: index + 1, ...(rule === undefined ? {} : { rule }) },
    ]),
  ),
});
const call = (name: string) => ({
  requestType: `${name}Request`,
  responseType: `${name}Response`,
  // Its type wants one.
  comment: "",
});

const definition = fromJSON({
  nested: {
    runtime: {
      nested: {
        v1: {
          nested: {
            VersionRequest: fields(["version", "string"]),
            VersionResponse: fields(
              ["version", "string"],
              ["runtimeName", "string"],
              ["runtimeVersion", "string"],
            ),
            ListPodSandboxRequest: fields(),
            PodSandboxMetadata: fields(["name", "string"], ["uid", "string"]),
            PodSandbox: fields(["id", "string"], ["metadata", "PodSandboxMetadata"]),
            ListPodSandboxResponse: fields(["items", "PodSandbox", "repeated"]),
            RemovePodSandboxRequest: fields(["podSandboxId", "string"]),
            RemovePodSandboxResponse: fields(),
            RuntimeService: {
              methods: {
                Version: call("Version"),
                ListPodSandbox: call("ListPodSandbox"),
                RemovePodSandbox: call("RemovePodSandbox"),
              },
            },
          },
        },
      },
    },
  },
});

/** A pod's sandbox: its namespaces, and the container that holds them. */
export interface Sandbox {
  readonly id: string;
  /** Of its pod. */
  readonly uid: string;
}

/** The runtime's side of the Container Runtime Interface. */
export interface RuntimeService {
  /** Fails until containerd serves it. */
  version(): Promise<string>;
  listSandboxes(): Promise<readonly Sandbox[]>;
  /** Removes it with its containers; refused until its network is taken down. One that is gone already is no error. */
  removeSandbox(id: string): Promise<void>;
  close(): void;
}

const deadlineMs = 60_000;

/** A client of the runtime behind a unix socket. */
export function runtimeService(socket: string): RuntimeService {
  const service = definition["runtime.v1.RuntimeService"] as ServiceDefinition;
  const Client = makeGenericClientConstructor(service, "RuntimeService");
  const client = new Client(`unix:${socket}`, credentials.createInsecure());
  const ask = <T>(name: string, request: object): Promise<T> =>
    new Promise((resolve, reject) => {
      const method = service[name];
      if (method === undefined) throw new TypeError(`no call ${name}`);
      client.makeUnaryRequest(
        method.path,
        method.requestSerialize,
        method.responseDeserialize,
        request,
        { deadline: Date.now() + deadlineMs },
        (error: ServiceError | null, answer: unknown) => {
          if (error === null) resolve(answer as T);
          else reject(error);
        },
      );
    });
  return {
    async version() {
      const { runtimeVersion } = await ask<{ runtimeVersion: string }>("Version", {});
      return runtimeVersion;
    },
    async listSandboxes() {
      interface Answer {
        readonly items?: readonly { readonly id: string; readonly metadata: { readonly uid: string } }[];
      }
      const { items = [] } = await ask<Answer>("ListPodSandbox", {});
      return items.map(({ id, metadata: { uid } }) => ({ id, uid }));
    },
    async removeSandbox(id) {
      await ask("RemovePodSandbox", { podSandboxId: id }).catch((error: unknown) => {
        if ((error as ServiceError).code !== status.NOT_FOUND) throw error;
      });
    },
    close: () => {
      client.close();
    },
  };
}
