import { derBase64 } from './derBase64.js';
import { kubernetesSecret } from './kubernetesSecret.js';
import { oneLine } from './oneLine.js';
import { opensslCommand } from './opensslCommand.js';
import { pem } from './pem.js';
import { spkiPin } from './spkiPin.js';
import { sha1, sha256 } from './thumbprints.js';

/** The registry: every form, in the order in which they are offered. */
export const forms = [
	...[pem, oneLine, derBase64],
	...[sha256, sha1, spkiPin],
	...[kubernetesSecret, opensslCommand],
] as const;
