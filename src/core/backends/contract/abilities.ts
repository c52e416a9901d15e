import type { Administration } from './administration.js';

export const optionalMethods = [
	'issue',
	'sign',
	'revoke',
	'listRevoked',
	'readCrl',
	'readAuthorityCrl',
	'createAuthority',
	'deleteAuthority',
	'terminalVariables',
	'listAuditEvents',
	'issuingCall',
] as const;

/** What some backends can do and others cannot: the optional methods of `Backend`, by their own names. */
export type Ability = (typeof optionalMethods)[number] | keyof Administration;

const administration: Readonly<Record<keyof Administration, true>> = {
	enableMount: true,
	generateRoot: true,
	generateIntermediate: true,
	writeRole: true,
	readUrls: true,
	writeUrls: true,
	setDefaultIssuer: true,
	importBundle: true,
	rotateCrl: true,
	deleteRole: true,
	deleteIssuer: true,
	revokeAuthority: true,
	disableMount: true,
	readPolicy: true,
	writePolicy: true,
	createToken: true,
	bindPolicy: true,
	listBindings: true,
	unbindPolicy: true,
};

export const administrationMethods = Object.keys(administration) as (keyof Administration)[];

/** The part of an open connection that abilities are told from. */
type Client = Partial<Readonly<Record<(typeof optionalMethods)[number], unknown>>> & {
	readonly administration?: Partial<Administration>;
};

/** What an open connection can do: the methods that it defines. */
export function abilitiesOf(client: Client): readonly Ability[] {
	return [
		...optionalMethods.filter((name) => client[name] !== undefined),
		...administrationMethods.filter((name) => hasMethods(client.administration, [name])),
	];
}

export function hasMethods<M extends keyof Administration>(
	administration: Partial<Administration> | undefined,
	names: readonly M[],
): administration is Partial<Administration> & Pick<Administration, M> {
	return names.every((name) => administration?.[name] !== undefined);
}
