/** Where the token of a call comes from. */
export interface TokenSource {
	/** Undefined: there is none. Rejects where one is asked for and refused. */
	get(): Promise<string | undefined>;
	/** Told that the server refused it. True where another one can be had. */
	refused(token: string): boolean;
	/** Whether it is renewed before it ends. */
	readonly isRenewed: boolean;
	dispose(): void;
}
