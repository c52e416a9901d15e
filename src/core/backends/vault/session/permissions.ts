/** What the token may do, in one request (`sys/capabilities-self`). */
import { isPkiError } from '../../../common/errors.js';
import type { Permissions } from '../../contract/backend.js';
import { asTexts, type Json } from '../../../http/json.js';
import { explainRefusal, type Session } from './session.js';

const everything: Permissions = {
	listAuthorities: true,
	listRoles: true,
	listCertificates: true,
	revoke: true,
	administer: true,
	issue: true,
	sign: true,
};

/** Where the token may not even ask, everything counts as allowed: the server will say what is not. */
export async function readPermissions(
	session: Session,
	mount: string,
	role?: string,
): Promise<Permissions> {
	const at = (path: string) => `${mount}/${path}`;
	const administered = ['config/urls', 'root/generate/internal', `roles/${role ?? 'new'}`].map(at);
	const lists = ['roles', 'certs', 'certs/detailed'].flatMap((path) => [at(path), at(`${path}/`)]);
	const forRole = role === undefined ? [] : [at(`issue/${role}`), at(`sign/${role}`)];
	const paths = [...lists, ...administered, ...forRole, at('revoke')];
	let answer: Json;
	try {
		const { data } = await session.send({
			method: 'POST',
			path: 'sys/capabilities-self',
			body: { paths },
		});
		answer = data ?? {};
	} catch (error) {
		const explained = await explainRefusal(error, session);
		if (isPkiError(explained, 'forbidden')) return everything;
		throw explained;
	}
	const may = (path: string, ...wanted: readonly string[]) =>
		asTexts(answer[path]).some((has) => has === 'root' || wanted.includes(has));
	const mayList = (path: string) => may(at(path), 'list') || may(at(`${path}/`), 'list');
	const mayWrite = (path: string) => may(path, 'update', 'create');
	return {
		// The engine answers issuers to anybody, so no policy stands before it.
		listAuthorities: true,
		listRoles: mayList('roles'),
		listCertificates: mayList('certs') || mayList('certs/detailed'),
		revoke: mayWrite(at('revoke')),
		administer: administered.some(mayWrite),
		issue: role === undefined || mayWrite(at(`issue/${role}`)),
		sign: role === undefined || mayWrite(at(`sign/${role}`)),
	};
}
