/** What a backend itself has to say of something that was done; the interface has words for each code. */
export interface OutcomeNote {
	/**
	 * `crlNotRenewed`: it is revoked, and its CRL may not say so yet. `longerLifetime`: the server takes whole hours alone, so
	 * that `args.seconds` stand where fewer were asked for.
	 */
	readonly code: 'crlNotRenewed' | 'longerLifetime';
	readonly args: Readonly<Record<string, string | number>>;
}
