// A program that wants port 80 for kube-apiserver; says on stdout why it does not get it.
import { choosePorts } from "../../../provisioners/local/ports.ts";

process.stdout.write(
  await choosePorts(80).then(JSON.stringify, (error: unknown) => (error as Error).message),
);
