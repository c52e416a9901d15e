/** `node scripts/programs.mjs`: the Debian packages of what the suite "peers" runs and is not installed, on one line. */
import { missingPackages } from './lib/programs.mjs';

process.stdout.write(`${missingPackages().join(' ')}\n`);
