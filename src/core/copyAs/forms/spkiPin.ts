import { defineForm } from '../form.js';

/** SHA-256 of the SubjectPublicKeyInfo in base64 (RFC 7469, 2.4), as `pin-sha256`, OkHttp and `curl --pinnedpubkey` take it. */
export const spkiPin = defineForm({
	id: 'spkiPin',
	kinds: ['certificate', 'request', 'publicKey', 'privateKey'],
	render: ({ facts }) => {
		const hash = 'publicKeySha256' in facts ? facts.publicKeySha256 : undefined;
		return Buffer.from(hash ?? '', 'hex').toString('base64');
	},
});
