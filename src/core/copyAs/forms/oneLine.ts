import { escapedPem } from '../../paste/escaped.js';
import { defineForm, open } from '../form.js';

/** PEM with `\n` in place of line breaks, for JSON, `.env` files and string literals. */
export const oneLine = defineForm({
	id: 'oneLine',
	kinds: open,
	render: ({ pem = '' }) => escapedPem(pem),
});
