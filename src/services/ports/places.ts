/** Where something stands that a backend holds: plain data, which every feature and command understands. */

export interface MountPlace {
	readonly connection: string;
	readonly mount: string;
}

/** The CRL of a mount, or one of its authorities by id. */
export type MountOrigin = MountPlace &
	({ readonly kind: 'crl' } | { readonly kind: 'authority'; readonly authority: string });

export interface RolePlace extends MountPlace {
	readonly role: string;
}

export interface CertificateSource extends MountPlace {
	readonly serialNumber: string;
}
