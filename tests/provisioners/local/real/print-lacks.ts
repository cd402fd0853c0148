// Says on stdout what this process lacks for real nodes.
import { lacksForMachine } from "../../../../provisioners/local/real/lacks.ts";

process.stdout.write(JSON.stringify(await lacksForMachine()));
