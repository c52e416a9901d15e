/** The part of VS Code's `LogOutputChannel` that the core may use. Never pass a token, a key or a response body. */
export interface Logger {
	trace(message: string): void;
	debug(message: string): void;
	info(message: string): void;
	warn(message: string): void;
	error(message: string): void;
}
