/** Asks a server, in its own protocol, to begin TLS. */
import type { Socket } from 'node:net';
import type { StartTlsProtocol } from './protocols.js';
import { Conversation } from './conversation.js';
import { startLdap } from './ldap.js';
import { startMysql } from './mysql.js';
import { startPostgresql } from './postgresql.js';
import { startSmtp } from './smtp.js';

const starts: Readonly<Record<StartTlsProtocol, (talk: Conversation) => Promise<void>>> = {
	smtp: startSmtp,
	ldap: startLdap,
	postgresql: startPostgresql,
	mysql: startMysql,
};

/**
 * Resolves when TLS may begin on the socket. Rejects with `unreachable`: `startTlsRefused` where the server has no TLS,
 * `startTlsUnexpected` where it speaks another protocol (`args.protocol`, and in `args.detail` its words); and with the
 * error of a socket that is closed.
 */
export async function startTls(
	protocol: StartTlsProtocol,
	socket: Socket,
	signal: AbortSignal,
): Promise<void> {
	const talk = new Conversation(socket, protocol, signal);
	await starts[protocol](talk);
	talk.finish();
}
