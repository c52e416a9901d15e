import type { Administration } from './administration.js';
import type { IssueRequest, SignRequest } from './issuing.js';
import type { RevokeRequest } from './revoking.js';

/** A server action as data, so that it can be shown as a command line instead of being run. */
export type Operation =
	| { readonly kind: 'issue'; readonly request: IssueRequest }
	| { readonly kind: 'sign'; readonly request: SignRequest }
	| { readonly kind: 'revoke'; readonly request: RevokeRequest }
	| {
			[K in keyof Administration]: {
				readonly kind: K;
				readonly request: Parameters<Administration[K]>[0];
			};
	  }[keyof Administration];

export interface CommandLine {
	/** Programs that take it, the likeliest first: `bao`, `vault`. */
	readonly programs: readonly string[];
	/** One or more lines for a POSIX shell, every argument quoted as needed; no token. */
	render(program: string, operation: Operation): string;
}

export interface CommandLineFacet {
	/** The command line that does the same, without any token; absent where there is none. */
	readonly commandLine?: CommandLine;
}
