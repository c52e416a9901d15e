/** What a person reads about a TLS error. */
export interface EntryWords {
	/** A few words: what it is. */
	readonly title: () => string;
	/** What happened, in one or two sentences. */
	readonly meaning: () => string;
	/** What to check, the likeliest first. */
	readonly checks: () => readonly string[];
}
