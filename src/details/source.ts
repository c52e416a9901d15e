/** What is on a server of what is shown, and what changes there. */
import * as vscode from 'vscode';
import { isPkiError } from '../core/common/errors.js';
import type { Backend } from '../core/backends/contract/backend.js';
import { firstPemDer } from '../core/find/pem.js';
import { pemText } from '../core/layouts/pemText.js';
import type { RevokedEntry } from '../core/x509/model.js';
import type { Change } from '../services/changes.js';
import type { CertificateSource, MountOrigin, MountPlace } from '../services/ports/places.js';
import type { Services } from '../services/services.js';
import { plainText } from '../ui/words/plainText.js';
import { visible } from '../ui/words/visible.js';
import { revokedAtOf, unknownTime } from '../ui/words/revokedAt.js';
import type { Revocation, Subject } from './page/subject.js';

/** Whether a change may have made this part of a mount another one. */
export function touches(change: Change, place: MountPlace, part: Change['part']): boolean {
	return (
		(change.connection === undefined || change.connection === place.connection) &&
		(change.mount === undefined || change.mount === place.mount) &&
		(change.part === undefined || change.part === part)
	);
}

/** The part of a mount that a page about it follows. */
export function partOf(origin: MountOrigin): Change['part'] {
	return origin.kind === 'crl' ? 'crl' : 'authorities';
}

/** Where it stands, for a person: a path in the workspace, connection and mount, else its title. */
export async function originWords(
	services: Services,
	{ uri, source, origin, title }: Subject,
): Promise<string> {
	if (uri) return visible(vscode.workspace.asRelativePath(uri));
	const place = source ?? origin;
	if (!place) return plainText(title, 80);
	const all = await services.connections.list();
	const label = all.find(({ id }) => id === place.connection)?.label ?? place.connection;
	return plainText(`${label} / ${place.mount}`, 80);
}

/** PEM of a CRL or an authority as it is now. Rejects with the errors of the call. */
export async function readOrigin(
	services: Services,
	origin: MountOrigin,
): Promise<{ readonly content: string; readonly isActive?: boolean | undefined }> {
	const client = await services.clients.get(origin.connection);
	if (origin.kind === 'authority') {
		const record = await client.readAuthority(origin.mount, origin.authority);
		const content = pemText([record.certificatePem, ...record.chainPem]);
		return { content, isActive: record.isActive };
	}
	const { mount, authority } = origin;
	const crl =
		authority === undefined
			? await client.readCrl?.(mount)
			: await client.readAuthorityCrl?.(mount, authority);
	return { content: crl?.crlPem ?? '' };
}

/**
 * When and why it was revoked, as the backend says now, and where that says less, the CRL; undefined when it was not or
 * nobody answers.
 */
export async function revocationOf(
	services: Services,
	source: CertificateSource,
): Promise<Revocation | undefined> {
	const { connection, mount, serialNumber } = source;
	const ask = <T>(question: () => Promise<T>) => orNothing(services, question);
	const client = await ask(() => services.clients.get(connection));
	const record = await ask(async () => client?.readCertificate(mount, serialNumber));
	if (!client || record?.revoked === false) return undefined;
	const at = record && revokedAtOf(record);
	const reason = record?.revocationReason;
	const isWhole = at !== undefined && at !== unknownTime && reason !== undefined;
	const entry = isWhole ? undefined : await ask(() => entryOf(client, source));
	if (at === undefined && !entry) return undefined;
	const isTimed = at !== undefined && at !== unknownTime;
	return {
		at: isTimed ? at : (entry?.revokedAt ?? unknownTime),
		reason: reason ?? entry?.reason,
	};
}

async function entryOf(
	client: Backend,
	{ mount, serialNumber }: CertificateSource,
): Promise<RevokedEntry | undefined> {
	const crl = await client.readCrl?.(mount);
	const complete = crl && firstPemDer(crl.crlPem, 'X509 CRL');
	if (!complete) return undefined;
	const { Revocations } = await import('../core/x509/revocations.js');
	return (await Revocations.read([{ complete }])).find(serialNumber);
}

async function orNothing<T>(services: Services, ask: () => Promise<T>): Promise<T | undefined> {
	try {
		return await ask();
	} catch (error) {
		if (!isPkiError(error)) throw error;
		services.log.debug(`details: ${error.message}`);
		return undefined;
	}
}
