/** What the lists take and give. */
import type { SubjectAltName } from '../core/x509/model.js';

export interface ListOptions {
	connection?: string;
	/** With or without its trailing slash. */
	mount?: string;
	cursor?: string;
	limit?: number;
}

export interface ListResult<T> {
	items: T[];
	cursor?: string;
}

export interface ConnectionItem {
	id: string;
	backend: string;
	label: string;
	/** `saved`, `environment`, `builtIn`. */
	origin: 'saved' | 'environment' | 'builtIn';
}

export interface AuthorityItem {
	id: string;
	name: string;
	mount: string;
	subject?: string;
	serialNumber?: string;
	notBefore?: string;
	notAfter?: string;
	isDefault: boolean;
	/** False: the server has put it out of use. Absent where it does not say. */
	isActive?: boolean;
}

export interface RoleItem {
	role: string;
	mount: string;
}

export interface CertificateItem {
	serialNumber: string;
	name: string;
	mount: string;
	subject?: string;
	issuer?: string;
	notBefore?: string;
	notAfter?: string;
	subjectAltNames?: SubjectAltName[];
	revoked: boolean;
}
