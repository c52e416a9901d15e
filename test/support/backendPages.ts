/** docs/backends.md: what each backend's definition says of it. */
import {
	type Ability,
	type BackendDefinition,
	administrationMethods,
	can,
	type ConnectionField,
	optionalMethods,
	withDetails,
} from '../../src/core/backends/contract/backend.js';
import { BackendRegistry } from '../../src/core/backends/registry.js';
import { markdownTable } from './markdownTable.js';

/** What an ability is for, in words. */
const abilities: Readonly<Record<Ability, string>> = {
	issue: 'Issue certificates; the backend creates the key',
	sign: 'Sign certificate requests',
	revoke: 'Revoke certificates',
	listRevoked: 'List revoked certificates',
	readCrl: 'Read the CRL',
	readAuthorityCrl: 'Read the CRL of one CA',
	createAuthority: 'Create its CA, or use an existing one',
	deleteAuthority: 'Delete its CA',
	terminalVariables: 'Set up terminals for its command line',
	listAuditEvents: 'Show the audit log of certificate events',
	issuingCall: 'Generate files that renew certificates without the editor',
	enableMount: 'Enable mounts',
	generateRoot: 'Generate a root CA',
	generateIntermediate: 'Generate an intermediate CA',
	writeRole: 'Create and edit roles',
	readUrls: 'Read AIA and CRL addresses',
	writeUrls: 'Set AIA and CRL addresses',
	setDefaultIssuer: 'Set the default issuer',
	importBundle: 'Import CAs',
	rotateCrl: 'Rebuild the CRL',
	deleteRole: 'Delete roles',
	deleteIssuer: 'Delete issuers',
	revokeAuthority: 'Revoke a CA',
	disableMount: 'Delete mounts',
	readPolicy: 'Read policies',
	writePolicy: 'Create a policy for a role',
	createToken: 'Create tokens',
	bindPolicy: 'Bind a policy to a user, service account or group',
	listBindings: 'List who has a policy',
	unbindPolicy: 'Unbind a policy',
};

export async function backendsPage(
	definitions: readonly BackendDefinition[] = new BackendRegistry().all,
): Promise<string> {
	const backends = await Promise.all(definitions.map(withDetails));
	return `${[
		'# Backends',
		'',
		'Written by `npm run backends` from the definitions in `src/core/backends`; do not edit.',
		'',
		'## What each one can do',
		'',
		'A command whose ability is missing is not offered. What a connection can really do also depends on the rights of whoever',
		'signs in.',
		'',
		...markdownTable([
			['Ability', 'Meaning', ...backends.map(({ label }) => label)],
			...[...optionalMethods, ...administrationMethods].map((ability) => [
				`\`${ability}\``,
				abilities[ability],
				...backends.map((backend) => (can(backend, ability) ? 'yes' : '–')),
			]),
		]),
		...backends.flatMap(section),
	].join('\n')}\n`;
}

function section(backend: BackendDefinition): readonly string[] {
	const { label, fields, signIn = [] } = backend;
	return [
		'',
		`## ${label}`,
		'',
		...facts(backend).map((fact) => `- ${fact}`),
		...(fields.length === 0 ? [] : ['', '### Fields', '', ...fieldTable(fields)]),
		...(signIn.length === 0 ? [] : ['', '### Ways to sign in', '']),
		...signIn.flatMap((method, index) => [
			...(index === 0 ? [] : ['']),
			`**${method.label}** (\`${method.id}\`)`,
			...(method.fields.length === 0 ? [] : ['', ...fieldTable(method.fields)]),
		]),
	];
}

function facts(backend: BackendDefinition): readonly string[] {
	const { id, builtIn, note, singleMount, signIn = [], testCertificates } = backend;
	return [
		...(note === undefined ? [] : [note]),
		`Id: \`${id}\``,
		builtIn === true ? 'One connection, always listed' : 'Any number of connections',
		...(signIn.length === 0 ? ['No sign-in'] : []),
		singleMount === undefined
			? 'Mounts: those of the server'
			: `One mount, \`${singleMount}\`, which commands do not ask for`,
		...(backend.discover ? ['Connections described by the environment are found'] : []),
		...(testCertificates ? ['Issues test certificates for any name'] : []),
	];
}

function fieldTable(fields: readonly ConnectionField[]): readonly string[] {
	return markdownTable([
		['Field', 'Label', 'Kind', 'Asked', 'Meaning'],
		...fields.map(({ id, label, kind, required, advanced, description, placeholder }) => [
			`\`${id}\``,
			label,
			kind,
			required === true ? 'always' : advanced === true ? 'advanced' : 'optional',
			[description, placeholder && `Example: \`${placeholder}\``].filter(Boolean).join(' '),
		]),
	]);
}
