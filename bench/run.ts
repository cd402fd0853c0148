/**
 * Prints the figures of docs/measuring.md as Markdown tables: `npm run bench`, or `npm run bench -- tuning` for one
 * table. Everything that is compared with each other is measured in one run on one machine.
 */
import { cpus, release, totalmem, type } from "node:os";
import { helpTable } from "./help.ts";
import { modelTable } from "./model.ts";
import { overheadTable } from "./overhead.ts";
import { tuningTable } from "./tuning.ts";
import { upTable } from "./up.ts";

const tables: Readonly<Record<string, () => Promise<string>>> = {
  help: helpTable,
  up: upTable,
  model: modelTable,
  tuning: tuningTable,
  overhead: () => overheadTable(),
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in tables));
if (unknown.length > 0) {
  console.error(`no table ${unknown.join(", ")}: expected some of ${Object.keys(tables).join(", ")}`);
  process.exitCode = 2;
} else {
  const [cpu] = cpus();
  console.log(
    `${new Date().toISOString().slice(0, 10)}, ${cpus().length} cores (${cpu?.model ?? "unknown"}), ` +
      `${Math.round(totalmem() / 2 ** 30)} GiB, ${type()} ${release()}, Node.js ${process.version}\n`,
  );
  for (const [name, make] of Object.entries(tables)) {
    if (wanted.length === 0 || wanted.includes(name)) console.log(`${await make()}\n`);
  }
}
