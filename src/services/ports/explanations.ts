/** Explanations of TLS errors as the commands see them. */
import type { Explanation } from '../../core/tls/explain/explanation.js';

export interface ExplanationsPort {
	/** In a tab, with what can be done about it as buttons; one is used again. `text` is where the error was found. */
	show(explanation: Explanation, text: string): Promise<void>;
}
