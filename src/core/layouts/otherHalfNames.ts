/** How the names of private key files end. */
export const privateKeyEndings: readonly string[] = ['.key', '-key.pem', '.key.pem', '_key.pem'];

/**
 * File names under which the other half of a key is looked for, beside a file of that name: certificates for a private
 * key, private keys for everything else.
 */
export function otherHalfNames(name: string, isPrivate: boolean): readonly string[] {
	const stem = name.replace(/\.(pem|crt|cer|cert|der|key|csr|req|pub)$/i, '');
	const bare = stem.replace(/[.-](fullchain|chain|key|cert|crt)$/i, '');
	const endings = isPrivate
		? ['.crt', '.pem', '.cer', '.cert.pem', '-cert.pem']
		: privateKeyEndings;
	return endings.map((ending) => bare + ending).filter((other) => other !== name);
}
