import type { CallOptions } from '../../common/call.js';

export interface TerminalFacet {
	/**
	 * Environment variables by which the programs of the backend reach the same server; an empty value takes one out of
	 * effect. With `withToken` also what signs in, as it is then: rejects with `unauthorized` (reason `noToken`) where
	 * there is none. Sends nothing. Absent where there is no such program.
	 */
	terminalVariables?(
		options: { readonly withToken: boolean },
		call?: CallOptions,
	): Promise<Readonly<Record<string, string>>>;
}
