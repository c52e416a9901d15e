import { defineForm } from '../form.js';

/** Hex without separators in upper case, as Windows and Azure show and take it. */
export const sha256 = defineForm({
	id: 'sha256',
	kinds: ['certificate'],
	render: ({ facts }) =>
		facts.kind === 'certificate' ? facts.sha256Fingerprint.toUpperCase() : '',
});

/** The same. */
export const sha1 = defineForm({
	id: 'sha1',
	kinds: ['certificate'],
	render: ({ facts }) => (facts.kind === 'certificate' ? facts.sha1Fingerprint.toUpperCase() : ''),
});
