import { defineForm, open } from '../form.js';

export const pem = defineForm({
	id: 'pem',
	kinds: open,
	render: ({ pem: text = '' }) => text,
});
