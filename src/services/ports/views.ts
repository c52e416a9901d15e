import type { DetailsPort } from './details.js';
import type { ExpiryPort } from './expiry.js';
import type { ExplanationsPort } from './explanations.js';
import type { ExplorerPort } from './explorer.js';
import type { FindingsPort } from './findings.js';
import type { RunningPort } from './running.js';

/** The features as the commands see them; features never import one another. */
export interface Views {
	readonly explorer: ExplorerPort;
	readonly details: DetailsPort;
	readonly expiry: ExpiryPort;
	readonly findings: FindingsPort;
	readonly running: RunningPort;
	readonly explanations: ExplanationsPort;
}
