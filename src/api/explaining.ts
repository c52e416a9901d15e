/** What a TLS error means. */
import type {
	ExplainAction,
	ExplanationId,
	SaidBy,
	Side,
} from '../core/tls/explain/explanation.js';

export interface ExplainErrorOptions {
	/** A line of a log, an error message, or several lines. Default: what a person looks at. */
	text?: string;
	/** True also shows it. Default for a program: false. */
	show?: boolean;
}

export interface ExplainedError {
	/** Names the cause; each has a section in docs/errors.md. */
	id: ExplanationId;
	/** As the program said it, such as `ERR_SSL_TLSV1_ALERT_UNKNOWN_CA`; of an alert without a name `alert 48`. */
	code: string;
	title: string;
	meaning: string;
	/** Where something has to change. */
	side: Side;
	/** `peer`: the other side reported it. */
	saidBy: SaidBy;
	/** The likeliest first. */
	checks: string[];
	/** What this extension can do about it. */
	actions: ExplainAction[];
	/** The server, if the text names one. */
	host?: string;
	port?: number;
}
