/** What `pki.generateClientConfig` has to know: given by a program, or asked. */
import type { Side } from '../../core/diagnostics/clientConfig/warning.js';
import type { MinVersion, Target } from '../../core/snippets/target.js';

export type Form = 'paths' | 'inline' | 'inlineKey';
export const outputs = ['document', 'clipboard', 'insert', 'merge', 'none'] as const;
export type Output = (typeof outputs)[number];
/** `relative`: to the folder of the workspace that a file lies in. */
export type Paths = 'relative' | 'absolute';

export interface ConfigAnswers {
	readonly target: Target;
	readonly side: Side;
	readonly variant?: string;
	readonly certificate: string;
	/** SHA-256 of the certificate that is meant where its file holds several. */
	readonly leaf?: string;
	readonly key?: string;
	readonly ca?: string;
	readonly url: string;
	readonly serverName?: string;
	readonly form: Form;
	readonly output: Output;
	/** The file that the text is merged into. */
	readonly into?: string;
	readonly paths: Paths;
	readonly minVersion?: MinVersion;
	readonly passphraseVariable?: string;
	/** The file that the target needs, where it was made or chosen. */
	readonly converted?: string;
}

/** What the last time was answered and may be offered again. */
export interface Remembered {
	readonly target?: string;
	readonly variant?: string;
	readonly url?: string;
	readonly output?: Output;
}
