import { told } from "./calls.mjs";

process.stdout.write(told());
