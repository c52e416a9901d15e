/** What new terminals are given, as the commands see it. */

export interface TerminalPort {
	/**
	 * Lets new terminals of this window reach the connection's server, in place of what was set before. Answers the names of
	 * the variables. Rejects with `unsupported`, `restricted`, and where the connection cannot be used.
	 */
	use(choice: TerminalChoice): Promise<readonly string[]>;
	/** Answers false where nothing was set. */
	clear(): Promise<boolean>;
}

export interface TerminalChoice {
	readonly connection: string;
	/** Every program in the terminal can read it then. */
	readonly withToken: boolean;
}
