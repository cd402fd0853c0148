import { describe, expect, it } from "vitest";
import { staticPodsOf } from "../../../../provisioners/qemu/kubeadm/static-pods.ts";
import type { Remote } from "../../../../provisioners/qemu/ssh/remote.ts";

const { signal } = new AbortController();

/** Static pods whose machine notes what is done. */
function noted() {
  const done: string[] = [];
  const remote: Remote = {
    name: "cloudcontroller",
    run: (program, argv) => {
      done.push(program === "sh" ? `end ${argv.at(-1) ?? ""}` : argv.slice(2, -1).join(" "));
      return Promise.resolve({ exitCode: 0, stdout: "", stderr: "" });
    },
    converse: () => {
      throw new Error("nobody converses here");
    },
    putFile: () => Promise.resolve(),
    close: () => undefined,
  };
  const write = (path: string) => {
    done.push(`write ${path.split("/").at(-1) ?? ""}`);
    return Promise.resolve();
  };
  const health = (name: string) => {
    done.push(`ask ${name}`);
    return Promise.resolve();
  };
  const files = () => [{ path: "/etc/columbo/kubeadm.yaml", text: "" }];
  return { done, pods: staticPodsOf(remote, { write }, health, files) };
}

describe("static pods", () => {
  it("run already after kubeadm's init", async () => {
    const { done, pods } = noted();
    await pods.start("etcd", []);
    expect(done).toEqual([]);
  });

  it("start with a manifest that kubeadm's own phase writes", async () => {
    const { done, pods } = noted();
    await pods.stop("kube-scheduler");
    await pods.start("kube-scheduler", []);
    expect(done).toEqual([
      "end kube-scheduler",
      "write kubeadm.yaml",
      "write kube-scheduler+merge.json",
      "control-plane scheduler",
    ]);
  });

  it("of the API server end before etcd and begin after it", async () => {
    const { done, pods } = noted();
    await pods.stop("etcd");
    await pods.start("etcd", []);
    await pods.healthy("etcd", signal);
    expect(done.filter((what) => !what.startsWith("write"))).toEqual([
      ...["end kube-apiserver", "end etcd", "etcd local", "ask etcd"],
      ...["control-plane apiserver", "ask kube-apiserver"],
    ]);
  });
});
