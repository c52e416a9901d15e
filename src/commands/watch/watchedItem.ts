import type { WatchedConnectionItem } from '../../api.js';
import { toPem } from '../../core/find/pem.js';
import { explainFailure } from '../../core/tls/explain/explanation.js';
import { type Outcome, outcomeOf } from '../../core/tls/watch/outcome.js';
import type { WatchedConnection } from '../../core/tls/watch/watch.js';
import type { HandshakeFacts } from '../../core/tls/wire/facts.js';

/** A watched connection as `pki.stopWatch` answers it. */
export function watchedItem(connection: WatchedConnection): WatchedConnectionItem {
	const { id, openedAt, target, bytes, facts } = connection;
	const { resumed, closedBy, alerts } = facts;
	const { client, server } = facts.certificates;
	return {
		...{ id, openedAt, ...target, ...outcomeItem(connection, outcomeOf(connection)) },
		...helloItems(facts),
		...(resumed !== undefined && { resumed }),
		...(server && { serverCertificates: pemItems(server) }),
		...(client && { clientCertificates: pemItems(client) }),
		...(facts.certificateRequest && { clientCertificateRequest: requestItem(facts) }),
		alerts: alerts.map(({ from, number, description }) => ({ from, number, description })),
		...(closedBy && { closedBy }),
		bytes,
	};
}

function outcomeItem({ rejected }: WatchedConnection, { kind, by, failure }: Outcome) {
	const explanation = failure && explainFailure(failure);
	const code = rejected ?? explanation?.code ?? failure?.code;
	return {
		outcome: kind,
		...(by && { by }),
		...(code !== undefined && { code }),
		...(explanation && { explanation: explanation.id }),
	};
}

function helloItems({
	clientHello,
	serverHello,
}: HandshakeFacts): Partial<Pick<WatchedConnectionItem, 'client' | 'server'>> {
	if (!clientHello) return { ...(serverHello && { server: { ...serverHello } }) };
	const { serverName, alpn } = clientHello;
	const client = {
		...(serverName !== undefined && { serverName }),
		versions: [...clientHello.versions],
		cipherSuites: [...clientHello.cipherSuites],
		...(alpn && { alpn: [...alpn] }),
		groups: [...clientHello.groups],
		keyShares: [...clientHello.keyShares],
		signatureAlgorithms: [...clientHello.signatureAlgorithms],
	};
	return { client, ...(serverHello && { server: { ...serverHello } }) };
}

function pemItems(certificates: readonly Uint8Array[] | 'notVisible'): string[] | 'notVisible' {
	if (certificates === 'notVisible') return certificates;
	return certificates.map((der) => toPem('CERTIFICATE', der));
}

function requestItem({
	certificateRequest,
}: HandshakeFacts): WatchedConnectionItem['clientCertificateRequest'] {
	if (typeof certificateRequest !== 'object') return certificateRequest;
	const { acceptedIssuers, signatureAlgorithms } = certificateRequest;
	return {
		acceptedIssuers: acceptedIssuers.map(({ name }) => name),
		signatureAlgorithms: [...signatureAlgorithms],
	};
}
