/** Where the token of a call comes from. */
export interface TokenSource {
	/** Undefined: there is none. Rejects where one is asked for and refused. */
	get(): Promise<string | undefined>;
	/** Told that the server refused it. True where another one can be had. */
	refused(token: string): boolean;
	/** Whether it is renewed before it ends. */
	readonly isRenewed: boolean;
	/** Where other programs get tokens by the same client, if there is one. Sends nothing. */
	readonly place?: () => { readonly url: string; readonly clientId: string };
	dispose(): void;
}
