/** Where the script is that says what controls are made of: the page's own script names it. */
const { nonce, elements = '' } = ownScript();

function ownScript(): { readonly nonce?: string; readonly elements?: string | undefined } {
	const script = document.currentScript;
	return script ? { nonce: script.nonce, elements: script.dataset.elements } : {};
}

/** Defines the controls once the page is shown: all that it says is drawn without them, with room for them. */
export function loadElements(): void {
	window.addEventListener('load', () => {
		const script = document.createElement('script');
		if (nonce !== undefined) script.nonce = nonce;
		script.src = elements;
		document.head.append(script);
	});
}
