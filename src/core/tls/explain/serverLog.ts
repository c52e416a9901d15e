/** Lines that only a server writes, about a client that came to it. */
const marks = [
	'tls handshake error from',
	'client ssl certificate verify',
	'while ssl handshaking, client',
	'ssl_accept',
	'tls_process_client_cert',
	'error accepting a client connection',
	'could not accept ssl connection',
	'tlsclienterror',
	'ssl client ca chain',
	'ssl client certificate not trusted',
	'tls: failed to verify client certificate',
];

/** Whether it was a server that said so: verdicts are then on the client's certificate, and alerts on the server's. */
export function saidByServer(line: string): boolean {
	const text = line.toLowerCase();
	return marks.some((mark) => text.includes(mark));
}
