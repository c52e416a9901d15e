/**
 * Stands in for @vscode/spdlog, a native module that no package carries built: without it the VS Code server writes no
 * log files, and a test could not search them for what must not be there.
 */
const { appendFileSync, mkdirSync, writeFileSync } = require('node:fs');
const { dirname } = require('node:path');

const levels = ['trace', 'debug', 'info', 'warning', 'error', 'critical', 'off'];

class Logger {
	#file;
	#level = levels.indexOf('info');
	#formatted = true;

	constructor(_kind, _name, file) {
		this.#file = file;
		mkdirSync(dirname(file), { recursive: true });
		writeFileSync(file, '', { flag: 'a' });
	}

	trace(message) {
		this.#write(0, message);
	}

	debug(message) {
		this.#write(1, message);
	}

	info(message) {
		this.#write(2, message);
	}

	warn(message) {
		this.#write(3, message);
	}

	error(message) {
		this.#write(4, message);
	}

	critical(message) {
		this.#write(5, message);
	}

	getLevel() {
		return this.#level;
	}

	setLevel(level) {
		this.#level = level;
	}

	setPattern() {
		this.#formatted = true;
	}

	clearFormatters() {
		this.#formatted = false;
	}

	flush() {
		// Every line is on disk already.
	}

	drop() {
		// No handle is kept open.
	}

	#write(level, message) {
		if (level < this.#level) return;
		const time = new Date().toISOString().replace('T', ' ').replace('Z', '');
		appendFileSync(
			this.#file,
			this.#formatted ? `${time} [${levels[level]}] ${message}\n` : message,
		);
	}
}

function createLogger(name, file) {
	return Promise.resolve(new Logger('rotating', name, file));
}

exports.version = 0;
exports.setLevel = () => undefined;
exports.setFlushOn = () => undefined;
exports.shutdown = () => undefined;
exports.Logger = Logger;
exports.createRotatingLogger = createLogger;
exports.createAsyncRotatingLogger = createLogger;
