import { PkiError } from '../../common/errors.js';
import { writeBundle } from '../../x509/containers/pkcs7Writer.js';
import { defineConversion } from '../target.js';
import { carries } from '../verify.js';

/** Certificates and CRLs, as Windows and Java import them. */
export const pkcs7 = defineConversion({
	id: 'pkcs7',
	render({ certificates, crls }) {
		if (certificates.length + crls.length === 0) {
			throw new PkiError('invalid', { reason: 'noCertificate' });
		}
		const content = writeBundle(
			certificates.map((item) => item.der),
			crls.map((item) => item.der),
		);
		return Promise.resolve([{ ending: '.p7b', content, key: 'none' }]);
	},
	isSame: (files, { certificates, crls }) =>
		carries(files, { items: [...certificates, ...crls], keys: [] }, undefined),
});
