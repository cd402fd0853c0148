// Prints what the doctor finds as JSON; for examinations under limits that a test sets for a child process.
import { examine } from "../../../provisioners/doctor/index.ts";

process.stdout.write(JSON.stringify(await examine()));
