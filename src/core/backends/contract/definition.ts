/** What is known of a backend before there is a connection. */
import type { Ability } from './abilities.js';
import type { Backend } from './client.js';
import type { BackendHost, EnvironmentReader } from './host.js';
import type { CertificateUsage } from './issuing.js';

export interface BackendDefinition<Id extends string = string> {
	readonly id: Id;
	/** A product's name, not translated. */
	readonly label: string;
	/** English, one sentence for docs/backends.md: what to know of it before relying on it. */
	readonly note?: string;
	/** Beside those of the ways to sign in. The first one of kind `url` says where a connection leads. */
	readonly fields: readonly ConnectionField[];
	/**
	 * What only forms need of the fields, by their ids, loaded when somebody opens one; absent: `fields` has all of it.
	 * See `withDetails`.
	 */
	fieldDetails?(): Promise<Readonly<Record<string, FieldDetails>>>;
	/** The ways to sign in, the usual one first; absent where nobody has to. */
	readonly signIn?: readonly SignInMethod[];
	/** All that a connection of this kind can do, for menus that stand there before it is open. */
	readonly can?: readonly Ability[];
	/** At most one connection of this kind, always listed (the Local CA); its id is the backend's. */
	readonly builtIn?: boolean;
	/** The only mount, for a backend that has no others: nobody is asked for it, and it has no row of its own. */
	readonly singleMount?: string;
	readonly terms?: Terms;
	/** Present where certificates for trying things out are issued, for any name and with nothing to set up first. */
	readonly testCertificates?: TestCertificates;
	/** Its root is made on this machine, so that whether to trust it is for the user to say. */
	readonly rootIsOwn?: boolean;
	/** Connections that the environment already describes; reads variables and files, sends nothing. */
	discover?(environment: EnvironmentReader): Promise<readonly DiscoveredConnection[]>;
	connect(settings: ConnectionSettings, host: BackendHost): Promise<Backend>;
}

/** What a backend calls its things, as codes that the interface has words for; absent: `roles` and `issuers`. */
export interface Terms {
	readonly roles?: 'roles' | 'profiles';
	readonly authorities?: 'issuers' | 'authorities';
}

export interface TestCertificates {
	readonly mount: string;
	readonly roles: Readonly<Record<CertificateUsage, string>>;
}

export interface SignInMethod {
	readonly id: string;
	/** English, as the labels of fields. */
	readonly label: string;
	/** What it asks for; those of kind `secret` are kept in the secret storage. */
	readonly fields: readonly ConnectionField[];
}

export interface ConnectionField {
	readonly id: string;
	/** English; the interface looks up its translation by this text. */
	readonly label: string;
	readonly kind: 'text' | 'url' | 'file' | 'secret';
	/** The only values, the usual one first, which an empty value means. */
	readonly choices?: readonly FieldChoice[];
	readonly required?: boolean;
	readonly placeholder?: string;
	/** One sentence below the question. */
	readonly description?: string;
	/** Asked only when the user opens the further settings. */
	readonly advanced?: boolean;
	/** Failures that another value may mend: codes of errors, alone or with a reason (`untrusted/nameMismatch`). */
	readonly mends?: readonly string[];
	/** A code (`notUrl`, `insecureUrl`, …) when the value cannot be right. */
	validate?(value: string): string | undefined;
	/** What is kept of the value, which may be pasted; undefined where it cannot be read. */
	correct?(value: string): Correction | undefined;
}

export type FieldDetails = Partial<Omit<ConnectionField, 'id' | 'label' | 'kind'>>;

export interface FieldChoice {
	readonly value: string;
	/** English, as the labels of fields. */
	readonly label: string;
}

/** A value as it was meant. */
export interface Correction {
	readonly value: string;
	/** What it says of other fields, by their ids: proposed where they are empty. */
	readonly others: Readonly<Record<string, string>>;
	/** A name for the connection. */
	readonly label: string;
	/** A user name or a password was taken off. */
	readonly hadCredentials: boolean;
}

/** Values by field id; never a secret. */
export interface ConnectionSettings {
	readonly id: string;
	readonly label: string;
	readonly fields: Readonly<Record<string, string>>;
}

export interface DiscoveredConnection extends ConnectionSettings {
	/** Which variable or file described it: `VAULT_ADDR`. */
	readonly origin: string;
	/** What stands there as well and has no effect. */
	readonly unread: readonly UnreadSetting[];
	/** Reads the secret anew at every call; nothing is copied. */
	secret(name: string): Promise<string | undefined>;
}

/** Something in the environment that other programs heed and this connection does not. */
export interface UnreadSetting {
	/** Of the variable or the file; never its value. */
	readonly name: string;
	/** `checksStayOn`: it would switch off the check of certificates. */
	readonly reason: 'unread' | 'checksStayOn' | 'tokenHelper' | 'credentials';
	/** What to set instead. */
	readonly instead?: string;
}

// --- What follows from a definition -----------------------------------------------------------------------------

/** The setting that keeps which way to sign in was chosen, where there are several. */
export const signInSetting = 'signIn';

type Fields = Readonly<Record<string, string | undefined>>;

/** The way that a connection signs in; undefined where nobody has to. */
export function signInOf(
	{ signIn = [] }: Pick<BackendDefinition, 'signIn'>,
	fields: Fields = {},
): SignInMethod | undefined {
	return signIn.find(({ id }) => id === fields[signInSetting]) ?? signIn[0];
}

/** Every field that a connection of the kind may have, whichever way it signs in; each id once. */
export function allFields({
	fields,
	signIn = [],
}: Pick<BackendDefinition, 'fields' | 'signIn'>): readonly ConnectionField[] {
	const all = [...fields, ...signIn.flatMap((method) => method.fields)];
	return [...new Map(all.map((field) => [field.id, field])).values()];
}

/** The definition with all that forms need of its fields. */
export async function withDetails(definition: BackendDefinition): Promise<BackendDefinition> {
	const details = await definition.fieldDetails?.();
	if (!details) return definition;
	const detailed = (fields: readonly ConnectionField[]) =>
		fields.map((field) => ({ ...field, ...details[field.id] }));
	const { fields, signIn } = definition;
	return {
		...definition,
		fields: detailed(fields),
		...(signIn && {
			signIn: signIn.map((method) => ({ ...method, fields: detailed(method.fields) })),
		}),
	};
}

/** Where a connection leads, to be shown; undefined where it leads nowhere. */
export function addressOf(definition: BackendDefinition, fields: Fields): string | undefined {
	const field = definition.fields.find(({ kind }) => kind === 'url');
	return field && fields[field.id];
}

export function can(definition: BackendDefinition, ability: Ability): boolean {
	return definition.can?.includes(ability) ?? false;
}

export function defineBackend<const Id extends string>(
	definition: BackendDefinition<Id>,
): BackendDefinition<Id> {
	return definition;
}
