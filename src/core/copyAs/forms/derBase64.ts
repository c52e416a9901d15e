import { defineForm, open } from '../form.js';

/** One line, as JSON, XML and `x5c` have it. */
export const derBase64 = defineForm({
	id: 'derBase64',
	kinds: open,
	render: ({ der = new Uint8Array() }) => Buffer.from(der).toString('base64'),
});
