/** Explanations of TLS errors as the commands see them. */
import type { Explanation } from '../../core/tls/explain/explanation.js';

export interface ExplanationsPort {
	/** Opens a read-only document with its actions above it; one is reused. `text` is where the error was found. */
	show(explanation: Explanation, text: string): Promise<void>;
}
