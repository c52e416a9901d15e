/** Programs that shake hands, and say how it went. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A question to a client, with the files that it reads. */
export interface Question {
	readonly address: string;
	readonly serverName: string;
	readonly ca: string;
	readonly crl?: string;
	readonly certificate?: string;
	readonly key?: string;
	/** For Go: the pair whose key signs in place of `key`. */
	readonly wrongCertificate?: string;
	readonly wrongKey?: string;
	/** For Python: RFC 5280 to the letter. */
	readonly strict?: boolean;
}

export interface Client {
	readonly name: string;
	ask(questions: readonly Question[]): Promise<readonly string[]>;
	/** Where it judges otherwise than OpenSSL, or says less. */
	readonly otherwise: Readonly<Record<string, string>>;
}

export interface Program {
	/** The first number of a port that it prints. */
	readonly port: Promise<string>;
	/** What it printed since. */
	readonly lines: readonly string[];
	stop(): Promise<void>;
}

export function startProgram(program: string, args: readonly string[]): Promise<Program> {
	const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
	const lines: string[] = [];
	const port = new Promise<string>((resolve, reject) => {
		child.once('error', reject);
		child.once('exit', (code) => reject(new Error(`${program} ended with ${String(code)}`)));
		for (const stream of [child.stdout, child.stderr]) {
			createInterface(stream).on('line', (line) => {
				const [, number] = /^(?:ACCEPT .*:)?(\d+)$/.exec(line) ?? [];
				if (number === undefined) lines.push(line);
				else resolve(number);
			});
		}
	});
	const stop = async () => {
		const ended = once(child, 'exit');
		child.kill();
		await ended;
	};
	return Promise.resolve({ port, lines, stop });
}

export function eachBy(ask: (question: Question) => Promise<string>): Client['ask'] {
	return (questions) => Promise.all(questions.map(ask));
}

export function curl({
	address,
	serverName,
	ca,
	crl,
	certificate,
	key,
}: Question): Promise<string> {
	const [host = '', port = ''] = address.split(':');
	return run('curl', [
		...['-sS', '--cacert', ca, '--resolve', `${serverName}:${port}:${host}`],
		...(crl === undefined ? [] : ['--crlfile', crl]),
		...(certificate === undefined || key === undefined
			? []
			: ['--cert', certificate, '--key', key]),
		`https://${serverName}:${port}/`,
	]);
}

export function openssl({
	address,
	serverName,
	ca,
	crl,
	certificate,
	key,
}: Question): Promise<string> {
	return run('openssl', [
		...['s_client', '-connect', address, '-CAfile', ca, '-servername', serverName],
		...['-verify_hostname', serverName, '-verify_return_error', '-ign_eof'],
		...(crl === undefined ? [] : ['-CRL', crl, '-crl_check']),
		...(certificate === undefined || key === undefined ? [] : ['-cert', certificate, '-key', key]),
	]);
}

/** Both streams. */
function run(program: string, args: readonly string[]): Promise<string> {
	return new Promise((resolve) => {
		const child = execFile(program, args, { timeout: 20_000 }, (_, stdout, stderr) => {
			resolve(`${stderr}\n${stdout}`);
		});
		child.stdin?.end('GET / HTTP/1.0\r\n\r\n');
	});
}
