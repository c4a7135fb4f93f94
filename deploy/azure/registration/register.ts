import { runAzure } from './azureCli.ts';
import { runRegistration } from './registration.ts';

process.exitCode = runRegistration(process.argv.slice(2), {
  run: runAzure,
  print: (line) => void process.stdout.write(`${line}\n`),
  complain: (line) => void process.stderr.write(`${line}\n`),
});
