/** Where something stands that a backend holds: plain data, which every feature and command understands. */

export interface MountPlace {
	readonly connection: string;
	readonly mount: string;
}

/** The CRL of a mount or of one of its authorities, or an authority itself, by id. */
export type MountOrigin = MountPlace &
	(
		| { readonly kind: 'crl'; readonly authority?: string }
		| { readonly kind: 'authority'; readonly authority: string }
	);

export interface RolePlace extends MountPlace {
	readonly role: string;
}

export interface CertificateSource extends MountPlace {
	readonly serialNumber: string;
}
