/**
 * Prints the figures of docs/measuring.md as Markdown tables: `npm run bench`, or `npm run bench -- tuning` for one
 * table. Everything that is compared with each other is measured in one run on one machine. `--from FOLDER` judges the
 * model on trials that an earlier run has kept, without a cluster. The comparison of searches takes `--seeds` and, at most
 * for each, `--evaluations`. Virtual machines need libvirt's daemon, so that tables of theirs are made only when they are
 * named; `--runs` says how many clusters are made, and how many runs are killed.
 */
import { cpus, release, totalmem, type } from "node:os";
import { parseArgs } from "node:util";
import { casesTable } from "./cases.ts";
import { controllersTable } from "./controllers/table.ts";
import { diagnosisTable } from "./diagnosis.ts";
import { helpTable } from "./help.ts";
import { modelTable } from "./model/table.ts";
import { overheadTable } from "./overhead.ts";
import { paperTable } from "./paper/table.ts";
import { proofTable } from "./proof/table.ts";
import { cleanTable } from "./qemu/clean.ts";
import { clusterTable } from "./qemu/cluster.ts";
import { imageTable } from "./qemu/image.ts";
import { linkTable } from "./qemu/link.ts";
import { searchTable } from "./search.ts";
import { simulatorTable } from "./simulator/table.ts";
import { trialsTable } from "./trials.ts";
import { tuningTable } from "./tuning.ts";
import { upTable } from "./up.ts";

const { values, positionals: wanted } = parseArgs({
  allowPositionals: true,
  options: {
    from: { type: "string" },
    seeds: { type: "string", default: "20" },
    runs: { type: "string", default: "10" },
    evaluations: { type: "string", default: "300" },
  },
});
const tables: Readonly<Record<string, () => Promise<string>>> = {
  help: helpTable,
  cases: casesTable,
  diagnosis: diagnosisTable,
  up: upTable,
  model: () => modelTable(values.from),
  controllers: () => controllersTable(values.from),
  paper: paperTable,
  proof: proofTable,
  simulator: simulatorTable,
  search: () => searchTable(Number(values.seeds), Number(values.evaluations)),
  trials: trialsTable,
  tuning: tuningTable,
  overhead: () => overheadTable(),
  "qemu-image": imageTable,
  "qemu-cluster": () => clusterTable(Number(values.runs)),
  "qemu-link": linkTable,
  "qemu-clean": () => cleanTable(Number(values.runs)),
};

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
    if ((wanted.length === 0 && !name.startsWith("qemu-")) || wanted.includes(name))
      console.log(`${await make()}\n`);
  }
}
